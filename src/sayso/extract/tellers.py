"""Who tells what: the voices of a report with their parties, and accounts made of its statements."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from sayso.extract.lexicon import lexicon
from sayso.extract.noun_phrases import joined
from sayso.extract.parties import ReportParties
from sayso.extract.parties_data import issuing_party, sectors
from sayso.extract.parties_outlets import issuer
from sayso.extract.somebody import names_somebody
from sayso.extract.voices import SpokenStatement, TokenSpan, voice_at
from sayso.extract.voices.cues import load_cues
from sayso.model import OUTLET, UNKNOWN, Account, Span, Stance, Voice

OUTLET_VOICE = Voice("", OUTLET)
# Tags of a noun in the singular: a number before it is no count of its people.
_SINGLE = ("NN", "NNP")


class Tellers:
    """The voices of one report."""

    def __init__(
        self, doc: Doc, statements: Sequence[SpokenStatement], parties: ReportParties, publisher: str = ""
    ) -> None:
        self._publisher = frozenset(publisher.lower().split())
        self._issuer = issuer(publisher)
        self._issuing = issuing_party(publisher)
        self._doc = doc
        self._parties = parties
        self._voices: dict[TokenSpan, Voice] = {}
        self.statements = self._in_their_own_names(statements)

    def _in_their_own_names(self, statements: Sequence[SpokenStatement]) -> list[SpokenStatement]:
        """Give the officials of the body that issues a report voices of their own, though they speak for it."""
        found: list[SpokenStatement] = []
        official: TokenSpan | None = None
        for statement in statements:
            source, speaker = statement.source, statement.speaker
            if source is not None and speaker is not None and speaker != source and self.voice(speaker).is_outlet:
                if self._doc[source.start].lower_ not in load_cues().words["he_or_she"]:
                    official = source if _names_person(self._doc[source.start : source.end]) else None
                statement = replace(statement, speaker=official or speaker)
            found.append(statement)
        return found

    @property
    def is_release(self) -> bool:
        """Whether the report is the own word of a party: a press release, not a newsroom's."""
        return bool(self._issuing)

    def named(self) -> list[tuple[int, str]]:
        """Return the first token and the code of every party that the report names."""
        return [(start, match.code) for start, _end, match in self._parties.mentions()]

    def telling(self, token: int) -> list[SpokenStatement]:
        """Return the statements of named speakers that tell a token, innermost first; none for the outlet's words."""
        found = [s for s in voice_at(self.statements, token) if s.speaker is not None]
        if len(found) > 1 and self._is_outlet(found[0]):
            found = found[1:]  # what a spokesman says of the body that issues the report is his word
        return [] if found and self.is_own(found[0]) else found

    def _is_outlet(self, inner: SpokenStatement) -> bool:
        """Tell whether a statement told in another is that of the body which issues the report."""
        return inner.speaker is not None and inner.parent is not None and self.voice(inner.speaker).is_outlet

    def teller(self, token: int) -> Voice:
        """Return the voice that tells a token of the report: the innermost speaker, else the outlet."""
        for statement in voice_at(self.statements, token):
            if statement.speaker is not None and statement.stance is not Stance.DENIES:
                return self.voice(statement.speaker)
        return OUTLET_VOICE

    def voice(self, speaker: TokenSpan) -> Voice:
        """Return the voice of a phrase: its words and its party."""
        known = self._voices.get(speaker)
        if known is None:
            span = self._doc[_uncounted(self._doc, speaker) : speaker.end]
            code = "" if self._is_issuer(speaker) else self._parties.of(span, "source").code
            nobody = code == UNKNOWN and not names_somebody(span)
            itself = code == self._issuing and span.root.ent_type_ == "GPE"  # "the United States condemns"
            wordless = not any(char.isalnum() for char in span.text)
            if not code or nobody or itself or wordless or (code == self._issuer and _is_body(span)):
                known = OUTLET_VOICE
            else:
                known = Voice(span.text, code, Span(span.start_char, span.end_char))
            self._voices[speaker] = known
        return known

    def _is_issuer(self, speaker: TokenSpan) -> bool:
        """Tell whether a phrase names the report's own publisher or its people ("SANA's correspondent").

        So the body that issues a statement is the outlet, while an official whom it quotes is a voice of his own.
        """
        staff, told = lexicon().nonevents["own_staff"], self._doc[speaker.start : speaker.end]
        words: set[str] = set()
        for token in told:
            if token.tag_ == "IN" and words & staff:
                break  # "our reporter in Goma"
            if token.tag_ not in ("DT", "POS", "IN", "HYPH"):
                words.add(token.lower_)
        if words & staff and told[0].lower_ in lexicon().nonevents["own_words"]:
            return len(words) == 2
        named = words - staff
        if not self._publisher or not named or not any(token.tag_[:3] == "NNP" for token in told):
            return False
        return all(word in self._publisher or word.removesuffix("s") in self._publisher for word in named)

    def parts(self, speaker: TokenSpan) -> tuple[TokenSpan, ...]:
        """Return the phrases of several parties that speak with one mouth ("Kyiv and its ally Warsaw deny"), else one.

        "Doctors and residents" are of one sort, and "the army and its allies" names nobody more: they stay one voice.
        """
        cuts = [kid for kid in joined(self._doc[speaker.start : speaker.end].root) if speaker.covers(kid.i)][1:]
        if not cuts:
            return (speaker,)
        starts = [speaker.start, *(kid.left_edge.i for kid in cuts)]
        ends = [_unjoined(self._doc, start) for start in starts[1:]] + [speaker.end]
        found = tuple(TokenSpan(start, end) for start, end in zip(starts, ends, strict=True))
        if any(part.end <= part.start for part in found):
            return (speaker,)
        codes = [self.voice(part).party for part in found]
        vague = any(self._doc[p.start].tag_ == "PRP$" and c == UNKNOWN for p, c in zip(found, codes, strict=True))
        return (speaker,) if vague or len(set(codes)) < len(codes) else found

    def is_own(self, statement: SpokenStatement) -> bool:
        """Tell whether "we" speaks outside a quotation: the body that issues the report."""
        speaker = statement.speaker
        return (
            speaker is not None
            and not statement.resolved
            and self._doc[speaker.start].lower_ in lexicon().nonevents["first_person"]
        )

    def accounts(
        self, statement: SpokenStatement, stance: Stance, telling: Sequence[SpokenStatement] = ()
    ) -> list[Account]:
        """Return the accounts that a statement gives, one a party; inside `telling` the one around it carries."""
        speaker = statement.speaker
        sources = [OUTLET_VOICE] if speaker is None else [self.voice(part) for part in self.parts(speaker)]
        evidence = self._doc[statement.evidence.start : statement.evidence.end]
        via = statement.via
        if via is None and telling and statement.parent is not None:
            via = self.statements[statement.parent].speaker
        carrier = self.voice(via) if via is not None else None
        if carrier is not None and any(same_voice(carrier, source) for source in sources):
            carrier = None
        manner = statement.stance if (stance is Stance.DENIES) == (statement.stance is Stance.DENIES) else stance
        span = Span(evidence.start_char, evidence.end_char)
        return [Account(source, stance, manner, span, carrier) for source in sources]


def _is_body(phrase: DocSpan) -> bool:
    """Tell whether a phrase names a body, not somebody who speaks for it: "the Coalition", not "its president"."""
    head = phrase.root
    body = head.lemma_.lower() in load_cues().speakers["group"] or (head.text.isupper() and len(head.text) > 1)
    return body and not _names_person(phrase)


def _names_person(phrase: DocSpan) -> bool:
    """Tell whether a phrase names a person, by name or by post."""
    people = load_cues().speakers["person"]
    return any(token.ent_type_ == "PERSON" or token.lemma_.lower() in people for token in phrase)


def _unjoined(doc: Doc, start: int) -> int:
    """Return where a phrase ends before the joint that leads to the next one: ", and", "as well as"."""
    end = start
    while end and (doc[end - 1].dep_ in ("cc", "preconj") or doc[end - 1].is_punct or doc[end - 1].head.dep_ == "cc"):
        end -= 1
    return end


def _uncounted(doc: Doc, speaker: TokenSpan) -> int:
    """Return where a speaker's words start without a number that counts nobody.

    It is the day in "27 SANA reported", and the wounded in "injuring seven Governor Barazi said", its comma lost.
    """
    start = speaker.start
    while start + 1 < speaker.end and doc[start].is_punct and not doc[start].is_quote:
        start += 1  # the dash of "well-informed sources", cut off from its word
    root = doc[speaker.start : speaker.end].root
    single, named = root.tag_ in _SINGLE, root.tag_ == "NNP"
    while single and start + 1 < speaker.end and doc[start].pos_ == "NUM" and (named or doc[start].text[:1].isdigit()):
        start += 1
    return start


def add(found: list[Account], *accounts: Account) -> None:
    """Add accounts unless their voice and stance are there; a voice keeps the name it was first given."""
    for account in accounts:
        if not any(other.stance is account.stance and same_voice(other.source, account.source) for other in found):
            found.append(account)


def same_voice(a: Voice, b: Voice) -> bool:
    """Tell whether two voices are one: one organisation and its spokesman, or the same words."""
    if a.is_outlet or b.is_outlet:
        return a.is_outlet and b.is_outlet
    if a.party == b.party and not is_shared(a.party) and "-" not in a.party[3:4]:
        return True
    words_a, words_b = _content(a.text), _content(b.text)
    if not words_a or not words_b:
        return a.text.lower() == b.text.lower()
    return a.party == b.party and (words_a <= words_b or words_b <= words_a)


def is_shared(party: str) -> bool:
    """Tell whether many voices share the code: two of them are one voice only if their words agree too."""
    return party == UNKNOWN or party in sectors().sets["shared_codes"]


def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in text.lower().split() if len(word) > 2 and word != "the")
