"""A noun phrase as a party to an act: led back to what it stands for, with whose it is and the name beside it."""

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from sayso.extract.frames import frame_book
from sayso.extract.grammar import MODIFIERS, PASSIVE_SUBJECTS, SUBJECTS, prep_object
from sayso.extract.lexicon import lexicon
from sayso.extract.noun_phrases import attached, phrase
from sayso.extract.parties import ReportParties
from sayso.extract.parties_data import iso_of
from sayso.extract.parties_match import PLAIN_SECTORS, PartyMatch
from sayso.extract.references import References
from sayso.extract.riders import aboard
from sayso.extract.targets import lists
from sayso.model import Participant, Span

# How many words may stand before the head of a phrase that names a party.
LEFT_WORDS = 8


class PartyPhrases:
    """The phrases of one report that name parties. `places` are the tokens of named places."""

    def __init__(self, doc: Doc, parties: ReportParties, references: References, places: set[int]) -> None:
        self.doc = doc
        self.parties = parties
        self.references = references
        self.place_tokens = places
        self._known: dict[tuple[int, str, bool], Participant] = {}
        self._names = {start: (end, match) for start, end, match in parties.mentions() if match.known}

    def participant(self, token: Token | None, role: str = "", *, violent: bool = False) -> Participant | None:
        """Return the phrase that a token heads, led back to what it stands for, with its party."""
        if token is None:
            return None
        asked = token.i, role, violent
        if asked not in self._known:  # the tellings of an act, and the model, ask for the same words
            self._known[asked] = self._participant(token, role, violent=violent)
        return self._known[asked]

    def _participant(self, token: Token, role: str, *, violent: bool) -> Participant:
        head = self.references.resolve(token)
        start, end = phrase(head)
        if role == "agent" and _of_act(head):
            end = head.i + 1  # "the announcement by the junta of an offensive"
        accused = head.dep_ == "dobj" and head.head.lemma_.lower() in lexicon().nonevents["accusing"]
        if accused and end > head.i + 1 and head.i + 1 not in self.references.named:
            end = head.i + 1  # "accused the junta of "sowing terror""
        if head.lower_ in lexicon().nonevents["taken_as"] and start < head.i == end - 1:
            end -= self.doc[head.i - 1].pos_ in ("NOUN", "PROPN", "NUM", "PRON")  # "taking 14 others prisoner"
        while end - start > 1 and self.doc[start].is_quote:  # a quotation that begins inside the phrase
            start += 1
        start = self._behind_bracket(start, head.i)
        while start < head.i and self.doc[start].ent_type_ == "DATE" and self.doc[start + 1].tag_ != "POS":
            start += 1  # "said Friday 19 people were killed": the parser takes the day for theirs
        while head.dep_ in ("compound", "amod", "nmod") and start < head.i and self.doc[start].pos_ == "NUM":
            start += 1  # "three regime air strikes": the strikes are three
        if start < head.i and self.doc[start].lower_ == "that" and head.tag_ in ("NNS", "NNPS"):
            start += 1  # "said that army troops entered the town": the conjunction was taken for theirs
        if start < head.i and self.doc[start].lower_ in lexicon().nonevents["choosing"]:
            start += 1  # "carried out by either army or allied warplanes"
        if self.doc[start].lower_ in lexicon().nonevents["page_labels"] and head.dep_ in SUBJECTS | PASSIVE_SUBJECTS:
            start = head.i  # "Tags Mali Gao Gunmen killed four": who acts is the last of them
        # tag lists and lost full stops make phrases of a dozen names: who acts stands at their end
        start = max(start, head.i - LEFT_WORDS)
        span = self.doc[start:end]
        party = self.parties.of(span, role, violent=violent)
        span, party = self._belonging(head, span, party, role, violent=violent)
        span, party = self._called(head, span, party)
        if role == "target":
            party = aboard(head, party, self.parties)
        further = self._joint(head, end) if role == "agent" and violent and party.sector == "GOV" else end
        if further > end:
            joint = self.doc[start:further]
            forces = self.parties.of(joint, role, violent=violent)
            span, party = (joint, forces) if forces.sector == "MIL" else (span, party)
        return Participant(span.text, party.code, Span(span.start_char, span.end_char))

    def _behind_bracket(self, start: int, head: int) -> int:
        """Return where a phrase begins behind a bracket that was opened before it ("(Agency) Army jets")."""
        closed = next((i for i in range(head - 1, start - 1, -1) if self.doc[i].text in "()"), None)
        opened = closed is not None and any(self.doc[i].text == "(" for i in range(start, closed + 1))
        return start if closed is None or opened else closed + 1

    def _belonging(
        self, head: Token, span: DocSpan, party: PartyMatch, role: str, *, violent: bool
    ) -> tuple[DocSpan, PartyMatch]:
        """Return the phrase and party of people with whose they are ("militants from the Front", "loyal to a king")."""
        words = lexicon()
        if role == "target" and span:  # "positions held by the rebels"
            held = self._keeper(head, span, party)
            if held is not None:
                return held
        people = any(
            head.lemma_.lower() in words.classes[name] for name in ("armed", "fighter", "person", "official", "flying")
        )
        if not (people or head.lemma_.lower() in words.nonevents["doers"]) or not span:
            return span, party
        ties = words.nonevents["belonging"] | words.nonevents["belonging_to_group"]
        whose = attached(span.end, head, ties, self.parties.rules.sets["loyalty"])
        if whose is None or whose.i in self.place_tokens:
            return span, party
        theirs = self.parties.of(self.doc[phrase(whose)[0] : phrase(whose)[1]], role, violent=violent)
        group = theirs.known and theirs.how == "group" and head.dep_ in SUBJECTS | PASSIVE_SUBJECTS | {"pobj"}
        if self.doc[span.end].lower_ in ties and group:  # "militants from the Lashkar group", "fighters with the Front"
            return self.doc[span.start : phrase(whose)[1]], theirs
        if self.doc[span.end].lower_ in words.nonevents["belonging_to_group"]:
            return span, party
        if self.doc[span.end].lower_ in words.nonevents["belonging"]:
            told = head.i in self.references.named or any(kid.dep_ in MODIFIERS for kid in head.lefts)
            named = whose.i in self.references.named or whose.ent_type_ in ("GPE", "ORG", "NORP")
            subject = head.dep_ in SUBJECTS | PASSIVE_SUBJECTS
            if told or not named or (whose.ent_type_ == "GPE" and not subject):
                return span, party  # "drove rebels from the city", "the withdrawal of troops from Syria"
        wider = self.doc[span.start : phrase(whose)[1]]
        theirs = self.parties.of(wider, role, violent=violent)
        known = self.parties.of(self.doc[phrase(whose)[0] : wider.end], role, violent=violent).known
        return (wider, theirs) if theirs.known and known and theirs.code not in PLAIN_SECTORS else (span, party)

    def _called(self, head: Token, span: DocSpan, party: PartyMatch) -> tuple[DocSpan, PartyMatch]:
        """Return a description with the name right behind it and its party ("the rebel movement M23")."""
        if span.end >= head.sent.end or head.lemma_.lower() not in lexicon().nonevents["named_behind"]:
            return span, party
        at = span.end
        while self.doc[at].is_quote or (self.doc[at].dep_ == "det" and at + 1 < head.sent.end):
            at += 1
        name = self._names.get(at)
        if name is None or (iso_of(name[1].code) and name[1].how != "person"):
            return span, party  # "the group Turkey supports"
        end, match = name
        verb = self.doc[end - 1].head
        if verb.dep_ == "relcl" and self.doc[end - 1].dep_ in SUBJECTS | PASSIVE_SUBJECTS:
            return span, party  # "the group Hamas fights"
        return self.doc[span.start : end], match

    def _keeper(self, head: Token, span: DocSpan, party: PartyMatch) -> tuple[DocSpan, PartyMatch] | None:
        """Return ground or goods with who is said to hold or own them, if their own words do not tell that."""
        if head.pos_ != "NOUN" or (party.known and party.code not in PLAIN_SECTORS):
            return None
        if head.lemma_.lower() in lexicon().classes["captive_person"]:
            return None  # "hostages held by the group" are not of it
        keeping = lists()["keeping"] | self.parties.rules.sets["loyalty"]
        whose = attached(span.end, head, frozenset(), keeping)
        if whose is None or whose.i in self.place_tokens:
            return None
        wider = self.doc[span.start : phrase(whose)[1]]
        keeper = self.parties.of(self.doc[phrase(whose)[0] : wider.end], "agent", violent=True)
        return (wider, keeper) if keeper.known and keeper.code not in PLAIN_SECTORS else None

    def _joint(self, head: Token, end: int) -> int:
        """Return where a government's phrase ends with the forces joined to it ("the regime and Russian forces")."""
        words, sentence_end = self.doc, head.sent.end
        if end >= sentence_end or words[end].dep_ != "cc" or words[end].lower_ not in lexicon().nonevents["either"]:
            return end
        for i in range(end + 1, min(end + 5, sentence_end)):
            last = i + 1 == sentence_end or words[i + 1].pos_ not in ("NOUN", "PROPN")
            if words[i].pos_ in ("NOUN", "PROPN") and last:
                return i + 1 if words[i].lemma_.lower() in lexicon().classes["armed"] else end
            if words[i].pos_ not in ("ADJ", "NOUN", "PROPN", "VERB", "PUNCT"):
                return end
        return end


def _of_act(head: Token) -> bool:
    """Tell whether behind "of" stands an act and not whose the phrase is."""
    of = prep_object(head, "of")
    act = of is not None and frame_book().names_act(of.lemma_.lower())
    return act and of is not None and of.lemma_.lower() not in lexicon().classes["armed"]
