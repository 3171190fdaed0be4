"""Who "it", "they" and "his forces" are in a clause: pronouns of acts led back to a party named before.

Nothing is guessed across more than a few sentences; a pronoun that finds nobody stays a pronoun with an unknown party.
"""

from collections.abc import Sequence

from spacy.attrs import DEP, POS
from spacy.tokens import Doc, Span, Token

from sayso.extract.grammar import SUBJECTS, direct_object, surface_subject
from sayso.extract.lexicon import lexicon
from sayso.extract.noun_phrases import phrase
from sayso.extract.parties import ReportParties
from sayso.extract.parties_data import iso_of, issuing_party
from sayso.extract.voices import SpokenStatement, voice_at
from sayso.model import UNKNOWN
from sayso.reading.spelling import columns

# How many sentences back a pronoun may reach.
REACH = 3
# How many words before a verb its lost subject may stand.
LOST_REACH = 50
# Codes of phrases that no pronoun of an act of force stands for.
NO_DOERS = frozenset((UNKNOWN, "MED", "CIV"))
# Where in a clause the phrase stands that a later pronoun may point back to.
PLACES_OF_PARTIES = SUBJECTS | {"nsubjpass", "pobj", "dobj", "conj", "appos", "ROOT"}


class References:
    """Resolves the pronouns of one report."""

    def __init__(
        self, doc: Doc, statements: Sequence[SpokenStatement], parties: ReportParties, publisher: str = ""
    ) -> None:
        self._doc = doc
        self._issuer = issuing_party(publisher)
        self._statements = statements
        self._parties = parties
        self._words = lexicon().nonevents
        self.named = {i for start, end, match in parties.mentions() if match.known for i in range(start, end)}
        self._heads: list[tuple[int, bool, Token]] | None = None

    def resolve(self, token: Token) -> Token:
        """Return the head of the phrase that a pronoun stands for, or the token itself."""
        lower = token.lower_
        if token.pos_ != "PRON" or lower not in self._words["pronouns"]:
            return token
        telling = next((s for s in voice_at(self._statements, token.i) if s.speaker is not None), None)
        speaker = self._head(telling.speaker) if telling is not None and telling.speaker is not None else None
        if lower in self._words["first_person"]:
            if speaker is None and telling is None:  # a body's own statement
                speaker = self._issuing(token) or self._before(token, plural=True, person=False)
            return speaker or token
        opens = telling is not None and not telling.direct and self._first_subject(telling, token)
        body = speaker is not None and self._parties.of(self._span(speaker)).sector != "MED"
        if opens and body and speaker is not None and lower in self._words["body_pronouns"]:
            return speaker
        plural, person = lower in self._words["plural_pronouns"], lower in self._words["personal_pronouns"]
        if token.tag_ == "PRP$" and not person:
            owner = self._owner(token, plural=plural)
            if owner is not None:
                return owner
        found = self._holder(token) if plural else None
        found = found or self._before(token, plural=plural, person=person)
        if found is None and person and lower in self._words["acting_pronouns"]:
            found = self._person_before(token)
        return found if found is not None else token

    def others_before(self, token: Token, doer: Token | None = None) -> Token | None:
        """Return the people of its sentence that "them" stands for where it cannot be the party named last.

        They are whom the clause before is about ("surrounded the militants and attacked them"), never who does it.
        """
        if token.lower_ not in self._words["plural_pronouns"]:
            return None
        verb = token.head
        held = direct_object(verb.head) if token.dep_ == "dobj" and verb.dep_ == "conj" else None
        if held is not None and held.tag_ in ("NNS", "NNPS") and held.lemma_.lower() in lexicon().classes["armed"]:
            return held
        before = [head for at, _, head in self._parties_heads() if token.sent.start <= at < token.i]
        return next((head for head in reversed(before) if head.tag_ in ("NNS", "NNPS") and head != doer), None)

    def rival_before(self, token: Token, code: str) -> Token | None:
        """Return the party that a pronoun stands for if it cannot be the one with a code: the last other one."""
        floor = self._floor(token)
        found = (head for at, subject, head in reversed(self._parties_heads()) if subject and floor <= at < token.i)
        return next((head for head in found if self._party(head) != code), None)

    def _issuing(self, token: Token) -> Token | None:
        """Return where the body that issues the report is named last before its "we"; else where it is named first."""
        if not self._issuer:
            return None
        own = [
            self._doc[start:end].root
            for start, end, match in self._parties.mentions()
            if match.code == self._issuer or (iso_of(self._issuer) and iso_of(match.code) == iso_of(self._issuer))
        ]
        subjects = [root for root in own if root.dep_ not in ("amod", "compound", "nmod", "poss")]
        before = [root for root in subjects if root.i < token.i]
        return before[-1] if before else next(iter(subjects), None)

    def _person_before(self, token: Token) -> Token | None:
        """Return the person named last before "he" or "she" as a subject, whatever his party ("He was arrested")."""
        floor = self._floor(token)
        for i in range(token.i - 1, floor - 1, -1):
            here = self._doc[i]
            subject = here.dep_ in SUBJECTS or here.dep_ == "nsubjpass"
            named = here.ent_type_ == "PERSON" and here.tag_ == "NNP"
            if named and (subject or (here.dep_ == "appos" and here.head.dep_ in SUBJECTS)):
                return here
        return None

    def _floor(self, token: Token) -> int:
        """Return the first token of the sentences over which a pronoun reaches."""
        floor = self._doc[max(token.sent.start - 1, 0)].sent.start
        for _ in range(REACH - 1):
            floor = self._doc[max(floor - 1, 0)].sent.start
        return floor

    def _holder(self, token: Token) -> Token | None:
        """Return who has what a pronoun's clause is about ("the militants still hold the towns they seized")."""
        verb, held = token.head, token.head.head
        if token.dep_ not in SUBJECTS or verb.dep_ != "relcl":
            return None
        if held.dep_ == "pobj" and held.head.lower_ in self._words["belonging"]:
            driven = direct_object(held.head.head)  # "expelled the militants from the quarters they infiltrated"
            return driven if driven is not None and driven.pos_ in ("NOUN", "PROPN") and self._may_do(driven) else None
        if held.dep_ != "dobj":
            return None
        subject = surface_subject(held.head)
        return subject if subject is not None and subject.pos_ in ("NOUN", "PROPN") and self._may_do(subject) else None

    def _owner(self, token: Token, *, plural: bool) -> Token | None:
        """Return the party of the same sentence that "its" or "their" stands for.

        Of what somebody does ("intensified its bombing") that is the subject; else the last one named before it.
        """
        doc = self._doc
        subject = surface_subject(token.head.head) if token.head.dep_ == "dobj" else None
        if subject is not None and subject.pos_ in ("NOUN", "PROPN") and self._may_do(subject):
            return subject
        for i in range(token.i - 1, token.sent.start - 1, -1):
            here = doc[i]
            if here.pos_ == "PRON" and here.dep_ in SUBJECTS and here.lower_ in self._words["body_pronouns"]:
                return self.resolve(here)
            if here.pos_ not in ("NOUN", "PROPN") or here.dep_ in ("compound", "amod", "nmod", "npadvmod"):
                continue
            if not plural and here.tag_ in ("NNS", "NNPS") and here.i not in self.named:
                continue
            known = here.lemma_.lower() in lexicon().classes["fighter"] or here.i in self.named
            if known and self._party(here) not in NO_DOERS:
                return here
        return None

    def _may_do(self, head: Token) -> bool:
        """Tell whether a noun heads a phrase for a party or for what bears arms."""
        return head.lemma_.lower() in lexicon().classes["fighter"] or self._party(head) not in NO_DOERS

    def _party(self, head: Token) -> str:
        return self._parties.of(self._span(head)).code

    def doer_before(self, trigger: Token, floor: int) -> Token | None:
        """Return the party that stands before a verb whose subject the parse has lost, back to `floor` or a cue."""
        doc = self._doc
        for i in range(trigger.i - 1, max(floor, trigger.i - LOST_REACH) - 1, -1):
            here = doc[i]
            if here.lower_ in self._words["clause_openers"] or (
                here.pos_ == "VERB" and here.tag_ in ("VBD", "VBZ", "VBP")
            ):
                return None
            if here.pos_ not in ("NOUN", "PROPN") or here.dep_ in ("compound", "amod", "nmod", "poss"):
                continue
            if i + 1 < len(doc) and doc[i + 1].pos_ in ("NOUN", "PROPN"):
                continue
            start, _ = phrase(here)
            behind = doc[start - 1] if start and doc[start - 1].dep_ == "prep" else None
            if behind is not None and (behind.lower_ not in self._words["joining"] or here.ent_type_ == "GPE"):
                continue  # "fighters from the Front", but "crossing from Turkey"
            if here.lemma_.lower() in lexicon().classes["armed"] or here.i in self.named:
                return self._first_named(here)
        return None

    def _first_named(self, doer: Token) -> Token:
        """Return the first of those who did an act together ("regime and Russian forces carried out raids")."""
        first = doer.head if doer.dep_ == "conj" else doer
        known = first.lemma_.lower() in lexicon().classes["fighter"] or first.i in self.named
        return first if known and first.pos_ in ("NOUN", "PROPN") else doer

    def _first_subject(self, statement: SpokenStatement, token: Token) -> bool:
        """Tell whether the pronoun opens what is said: then "it" is who says it ("the army said it had shelled")."""
        return any(0 <= token.i - span.start <= 2 for span in statement.contents)

    def _before(self, token: Token, *, plural: bool, person: bool) -> Token | None:
        best = None
        floor = self._floor(token)
        for at, subject, head in self._parties_heads():
            if at >= token.i:
                break
            if at < floor:
                continue
            if person != (head.ent_type_ == "PERSON"):
                continue
            single = head.tag_ == "NN" and head.ent_type_ in ("", "DATE")
            if plural and single and self._parties.of(self._span(head)).sector in ("GOV", ""):
                continue
            if best is None or subject or not best[0] or at > best[1].i + 40:
                best = (subject, head)
        return best[1] if best is not None else None

    def _parties_heads(self) -> list[tuple[int, bool, Token]]:
        if self._heads is None:
            found, where = [], self._words["within"] | self._words["locating"] | self._words["whereabouts"] | {"of"}
            sorts, ties = columns(self._doc, POS, DEP)
            for i, (sort, tie) in enumerate(zip(sorts, ties, strict=True)):
                if sort not in ("NOUN", "PROPN") or tie not in PLACES_OF_PARTIES:
                    continue
                token = self._doc[i]
                armed = token.lemma_.lower() in lexicon().classes["fighter"]
                if not (armed or token.ent_type_ in ("ORG", "NORP", "PERSON") or token.i in self.named):
                    continue
                if token.dep_ == "pobj" and token.ent_type_ == "GPE" and token.head.lower_ in where:
                    continue  # "in London", "a district of Baghdad" say where
                if self._parties.of(self._span(token)).code not in NO_DOERS:
                    found.append((token.i, token.dep_ in SUBJECTS or token.dep_ == "nsubjpass", token))
            self._heads = found
        return self._heads

    def _span(self, head: Token) -> Span:
        start, end = phrase(head)
        return self._doc[start:end]

    def _head(self, speaker: tuple[int, int]) -> Token:
        return self._doc[speaker[0] : speaker[1]].root
