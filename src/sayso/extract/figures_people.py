"""The people counted: noun phrases with a number, with "no", or of one person ("a soldier", "Abu Hassan")."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.attrs import LOWER, TAG
from spacy.tokens import Doc, Token

from sayso.extract.figures_words import outcome_words
from sayso.extract.numbers import find_numbers
from sayso.model import Outcome

# Tokens from a number to the noun it counts ("12 heavily armed Free Syrian Army rebel fighters").
_REACH = 8
# Nobody told of is older.
_OLDEST = 111
_ONE_REACH = 7
_MODIFIER_REACH = 4
_OPEN = frozenset({"ADJ", "NOUN", "PROPN", "ADV", "PUNCT", "PART"})
_BREAKS = frozenset({"VERB", "AUX", "ADP", "CCONJ", "SCONJ", "PUNCT"})
_VERBAL = frozenset({"VBN", "VBG"})
_DATED = frozenset({"DATE", "TIME"})


@dataclass(slots=True)
class People:
    """Tokens `start` to `end` (exclusive) that name and count people; `noun` is where the noun phrase begins.

    `head` is the token of the noun, or of the number where the noun is left out (`elided`). `known` tells that the noun
    is one for people, `thing` that it is one for things, `named` that one
    person is told by name. `inner` is the outcome that the phrase itself carries ("12 wounded men", "12 deaths") and
    `inner_at` its token. `partitive` marks "11 of them".
    """

    start: int
    end: int
    noun: int
    head: int
    low: int | None
    high: int | None
    known: bool = False
    thing: bool = False
    elided: bool = False
    one: bool = False
    named: bool = False
    inner: Outcome | None = None
    inner_at: int = -1
    partitive: bool = False


def find_people(doc: Doc, text: str, anchored: list[tuple[int, int]]) -> list[People]:
    """Return the counted phrases of `doc`, whose text is `text`, in order.

    Single persons are looked for only in the sentences of `anchored` (first token, past the last).
    """
    starts = {offset: i for i, offset in enumerate(doc.to_array("IDX").tolist())}
    found: list[People] = []
    taken = bytearray(len(doc) + 1)
    for number in find_numbers(text):
        first = starts.get(number.span.start)
        span = (
            None
            if first is not None and number.span.end in starts
            else doc.char_span(*number.span, alignment_mode="expand")
        )
        if span is not None:
            first, last = span.start, span.end
        else:
            last = first or 0
            while last < len(doc) and doc[last].idx < number.span.end:
                last += 1
        people = _after_number(doc, first or 0, last, number.low, number.high)
        if people.low == 1 and people.high == 1:
            people.one = not people.elided
        found.append(people)
        taken[people.start : people.end] = b"\1" * (people.end - people.start)
    for people in _singles(doc, anchored):
        if not any(taken[people.start : people.end]):
            found.append(people)
            taken[people.start : people.end] = b"\1" * (people.end - people.start)
    found.sort(key=lambda p: p.start)
    return _without_ages(doc, found)


def _without_ages(doc: Doc, found: list[People]) -> list[People]:
    """Take the age behind a name into its phrase: "Musa, 13, suffered a head injury" counts one person."""
    kept: list[People] = []
    for people in found:
        before = kept[-1] if kept else None
        if before is not None and before.named and _is_age(doc, people):
            comma = doc[before.end].text == "," and doc[people.end : people.end + 1].text == ","
            if (comma and people.start == before.end + 1) or people.start == before.end:  # the commas may be lost
                before.end = people.end + 1
                continue
        kept.append(people)
    return kept


def _is_age(doc: Doc, people: People) -> bool:
    """Tell whether a bare number may be how old somebody is."""
    low = people.low
    return people.elided and low is not None and low == people.high and low < _OLDEST and doc[people.start].is_digit


def _after_number(doc: Doc, first: int, last: int, low: int | None, high: int | None) -> People:
    """Read the noun phrase after a number that stands at tokens `first` to `last`."""
    words = outcome_words()
    sets = words.sets
    if first >= 2 and doc[first - 1].lower_ == "of" and doc[first - 2].lower_ in sets["groups"]:
        start = first - 2
        while start > 0 and not doc[start].is_sent_start and doc[start - 1].pos_ in ("ADJ", "NOUN", "PROPN", "DET"):
            start -= 1
        return People(start, last, start, first - 2, low, high, known=True)
    people = People(first, last, last, last - 1, low, high, elided=True)
    j = last
    if j < len(doc) and doc[j].lower_ == "of":
        j += 1
        following = [t.lower_ for t in doc[j : j + 2]]
        if following[:1] and following[0] in sets["subset_after"]:
            people.end, people.partitive = j + 1, True
            if following[0] in sets["subset_pointing"]:
                _inner(people, doc, j + 1)
            return people
        if j < len(doc) and doc[j].lower_ in sets["determiners"]:
            j += 1
            if j < len(doc) and doc[j].lower_ in sets["dead_words"]:
                _inner(people, doc, j)
                people.end, people.partitive = j + 1, True
                return people
        elif _is_hurt(doc, j):  # "dozens of wounded"
            _inner(people, doc, j)
            people.head, people.end, people.noun, people.elided, people.known = j, j + 1, j, False, True
            return people
    return _walk(doc, people, j)


def _is_hurt(doc: Doc, j: int) -> bool:
    """Tell whether "wounded", "dead" at `j` are people by themselves, with no noun or second such word behind."""
    if j >= len(doc) or doc[j].lower_ not in outcome_words().by["states"]:
        return False
    after = doc[j + 1] if j + 1 < len(doc) else None
    if after is None or after.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return after is None or after.lower_ not in outcome_words().sets["either"]
    return False


def _walk(doc: Doc, people: People, j: int) -> People:
    """Extend `people` from token `j` to the noun that is counted, if one follows."""
    words = outcome_words()
    sets, states, counted = words.sets, words.by["states"], words.by["counted"]
    begin, state_at = j, -1
    for j in range(begin, min(begin + _REACH, len(doc))):
        token = doc[j]
        lower = token.lower_
        if (
            (token.is_sent_start and j > begin)
            or token.ent_type_ in _DATED
            or token.like_num
            or lower in sets["not_heading"]
        ):
            break
        if lower in sets["others"] or lower in sets["additional"]:
            if lower in sets["others"] and people.elided:
                people.head, people.end, people.noun, people.known = j, j + 1, begin, True
            continue
        if lower in counted or token.lemma_ in counted:
            noun = token.pos_ in ("NOUN", "PROPN") or lower not in states
            if noun and lower not in states and _is_head(doc, j):
                people.inner, people.inner_at = counted.get(lower) or counted.get(token.lemma_), j
                people.head, people.end, people.noun, people.elided, people.known = j, j + 1, begin, False, True
                return people
        if lower in states or (token.tag_ == "VBN" and token.lemma_ in words.by["verbs"]):
            if not people.elided and people.head >= begin:
                break
            state_at = j if state_at < 0 else state_at
            continue
        if lower in sets["people"]:
            people.head, people.end, people.noun, people.elided, people.known = j, j + 1, begin, False, True
            people.thing = False
            if _is_head(doc, j):
                break
            continue
        if lower in sets["either"] and (state_at >= 0 or (j > begin and _is_joint(doc, j))):
            continue
        if token.pos_ not in _OPEN and token.tag_ not in _VERBAL and token.dep_ != "amod":
            break
        if token.pos_ == "PUNCT" and lower not in ("-", "“", "”", '"', "‘", "’", "'"):
            break
        if token.pos_ in ("NOUN", "PROPN"):
            if people.known and not people.elided:
                if _is_head(doc, people.head):
                    break
                people.known = False
            people.head, people.end, people.noun, people.elided = j, j + 1, begin, False
            people.thing = token.lemma_.lower() in sets["things"] or lower in sets["things"]
            if _is_head(doc, j) and people.thing:
                break
        elif not people.elided and _is_head(doc, people.head):
            break
    if 0 <= state_at < people.head and not people.elided:
        _inner(people, doc, state_at)
    return people


def _is_joint(doc: Doc, j: int) -> bool:
    """Tell whether "and" at `j` joins two words before one noun: "88 rebel and regime forces"."""
    before = doc[j - 1]
    if before.pos_ == "ADJ":
        return True
    noun = before.head
    near = j < noun.i <= j + _MODIFIER_REACH and noun.tag_ in ("NNS", "NNPS")
    return near and before.dep_ in ("amod", "compound", "nmod") and before.tag_ in ("NN", "NNP")


def _inner(people: People, doc: Doc, at: int) -> None:
    """Note the outcome that the word at token `at` gives, "killed and wounded" as casualties."""
    if at >= len(doc):
        return
    words = outcome_words()
    states = words.by["states"] | words.by["counted"]
    token = doc[at]
    people.inner = states.get(token.lower_) or states.get(token.lemma_)
    people.inner_at = at
    if at + 2 < len(doc) and doc[at + 1].lower_ in words.sets["either"]:
        other = states.get(doc[at + 2].lower_)
        if {people.inner, other} == {Outcome.KILLED, Outcome.INJURED}:
            people.inner = Outcome.CASUALTIES


def _is_head(doc: Doc, j: int) -> bool:
    """Tell whether the noun at `j` ends its noun phrase, rather than modifying the next noun."""
    if j + 1 >= len(doc):
        return True
    if doc[j + 1].text in ("-", "–") and not doc[j].whitespace_:  # "rebel-held"
        return False
    token = doc[j]
    if token.pos_ != "ADJ" and doc[j + 1].lower_ in outcome_words().sets["either"] and _is_joint(doc, j + 1):
        return False
    if token.pos_ == "ADJ" and j + 2 < len(doc) and doc[j + 1].lower_ in outcome_words().sets["either"]:
        return doc[j + 2].pos_ not in ("ADJ", "PROPN")  # "hundreds of Iraqi and Syrian tribesmen"
    modifies = token.dep_ in ("amod", "compound", "nmod") and j < token.head.i <= j + _MODIFIER_REACH
    if modifies and token.tag_ not in ("NNS", "NNPS") and doc[j + 1].pos_ not in _BREAKS:
        return False  # "Russian military personnel", "rebel army commanders"
    return not _joined(doc, j, j + 1)


def _joined(doc: Doc, j: int, k: int) -> bool:
    """Tell whether noun `j` modifies noun `k` right after it ("family members"); plurals hardly ever do."""
    token, following = doc[j], doc[k]
    if following.pos_ not in ("NOUN", "PROPN") or following.ent_type_ in _DATED or following.is_sent_start:
        return False
    if token.lower_ in outcome_words().sets["people"] and token.tag_ in ("NNS", "NNPS"):
        return False
    return token.head.i >= k or following.lower_ in outcome_words().sets["people"]


def _singles(doc: Doc, anchored: list[tuple[int, int]]) -> Iterator[People]:
    """Yield single persons: "a soldier", "his son", "the pilot", "General Dostum", "Abu Hassan"."""
    sets = outcome_words().sets
    bare = outcome_words().by["states"].keys() | sets["auxiliaries"]  # "one was killed and another injured"
    openers = {"the"} | sets["indefinite"] | sets["possessives"]
    named = [ent for ent in doc.ents if ent.label_ == "PERSON"]
    strings = doc.vocab.strings
    lowers, tags = doc.to_array([LOWER, TAG]).T.tolist()  # no token object for each word
    another, possessive = strings["another"], strings["POS"]
    opening = {strings[word] for word in openers}
    for first, last in anchored:
        for i in range(first, last):
            if lowers[i] == another and i + 1 < last and doc[i + 1].lower_ in bare:
                yield People(i, i + 1, i, i, 1, 1, elided=True)
            elif (lowers[i] in opening or tags[i] == possessive) and (one := _one(doc, doc[i], sets, last)):
                yield one
        for ent in named:
            if first <= ent.start < last and ent.root.pos_ == "PROPN":
                start = ent.start
                while start > first and doc[start - 1].lower_.rstrip(".") in sets["titles"]:
                    start -= 1
                if start < 2 or doc[start - 2].text not in ("-", "–"):  # "rebel-held Khan Sheikhoun" is no person
                    yield People(start, ent.end, start, ent.root.i, 1, 1, known=True, one=True, named=True)


def _one(doc: Doc, opener: Token, sets: dict[str, frozenset[str]], limit: int) -> People | None:
    """Read a noun phrase of one person that starts at `opener`, None if it is not one."""
    for j in range(opener.i + 1, min(opener.i + _ONE_REACH, limit)):
        token = doc[j]
        lower = token.lower_
        if lower in sets["people"] and _is_head(doc, j):
            plural = token.tag_ in ("NNS", "NNPS") or (token.tag_ == "JJ" and lower.endswith("s"))
            loose = lower in sets["one_if_indefinite"] and opener.lower_ not in sets["indefinite"]
            if plural or loose or lower in sets["collectives"]:
                return None
            start = opener.i
            if opener.tag_ == "POS" and opener.i - opener.head.left_edge.i <= _ONE_REACH:
                start = min(start, opener.head.left_edge.i)  # "the group's leader"
            return People(start, j + 1, start, j, 1, 1, known=True, one=True)
        if token.pos_ not in ("ADJ", "NOUN", "PROPN", "NUM", "ADV") and token.tag_ not in _VERBAL and lower != "-":
            return None
    return None
