"""The places that an act may have taken place at: those a sentence names, and names that no table lists."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from sayso.extract.figures_words import outcome_words
from sayso.extract.frames import frame_book
from sayso.extract.lexicon import lexicon
from sayso.extract.places import PlaceMention
from sayso.extract.places_cues import cues
from sayso.model import Outcome, Place, Span

# The role of a name that no table lists and that stands where places stand.
UNLISTED = "unlisted"
# Names in capitals this short are acronyms: "the IDP camp".
_ACRONYM = 5
# The letters of a make of weapon are no more: "MiG-29".
_MAKE = 3
# Within how many tokens behind a name the sort of all names of a list is told.
_LISTED = 10
# What is done to people and to no place.
_HARM = frozenset((Outcome.KILLED, Outcome.INJURED, Outcome.DETAINED))
# What the parser takes for dates, sums and wars ("World War II") is no name of a place.
_COUNTED = frozenset(("DATE", "TIME", "MONEY", "EVENT"))


def candidates(
    doc: Doc, sentence: tuple[int, int], listed: Sequence[PlaceMention], named: set[int]
) -> list[PlaceMention]:
    """Return the places of a sentence `[start, end)` in order, `listed` ones and names where a place would stand.

    `named` are the tokens of known parties, which are no places.
    """
    taken = {i for mention in listed for i in range(mention.token_start, mention.token_end)}
    found = [*listed, *_unlisted(doc, sentence, taken, named)]
    found.sort(key=lambda mention: mention.token_start)
    return found


def _unlisted(doc: Doc, sentence: tuple[int, int], taken: set[int], named: set[int]) -> list[PlaceMention]:
    """Return runs of proper nouns after a locative word, beside a word for a sort of place, or as an object."""
    begin, finish = sentence
    found: list[PlaceMention] = []
    start = begin
    while start < finish:
        if doc[start].pos_ != "PROPN" or start in taken:
            start += 1
            continue
        end = start + 1
        while end < finish and end not in taken and (doc[end].pos_ == "PROPN" or _hyphen_of_article(doc, end)):
            end += 1
        if _is_name(doc, start, end, begin, named) and _stands_as_place(doc, start, end, sentence):
            span = doc[start:end]
            place = Place(span.text, Span(span.start_char, span.end_char), span.text)
            found.append(PlaceMention(place, start, end, UNLISTED))
        start = end
    return found


def _hyphen_of_article(doc: Doc, at: int) -> bool:
    """Tell whether a token is the hyphen behind an article in a name: "Jamiat al-Zahra" is not cut at "al"."""
    return doc[at].text == "-" and doc[at - 1].lower_ in cues().articles and not doc[at - 1].whitespace_


def unlisted_name(token: Token, named: set[int]) -> TokenSpan | None:
    """Return the name that a noun is or ends, if no table lists it and it is none of people, a body or a law."""
    doc, start, end = token.doc, token.i, token.i + 1
    if token.pos_ != "PROPN":
        return None
    while start > token.sent.start and doc[start - 1].pos_ == "PROPN":
        start -= 1
    while end < token.sent.end and doc[end].pos_ == "PROPN":
        end += 1
    titled = {doc[at].lower_.rstrip(".") for at in (start, start - 1) if at >= token.sent.start}
    if titled & cues().honorifics or not _is_name(doc, start, end, token.sent.start, named):
        return None
    return doc[start:end]


def may_be_place(doc: Doc, mention: PlaceMention, named: set[int]) -> bool:
    """Tell whether a place that no table lists may be one by its words: no band, body or headline's "Bomb Attack"."""
    start, end = mention.token_start, mention.token_end
    return bool(mention.place.source) or _is_name(doc, start, end, doc[start].sent.start, named)


def _is_name(doc: Doc, start: int, end: int, begin: int, named: set[int]) -> bool:
    """Tell whether a run of proper nouns may be a place's name, by itself."""
    name = doc[start:end].text
    return (
        any(word.text[:1].isupper() for word in doc[start:end])
        and not (name.isupper() and len(name) <= _ACRONYM)
        and not any(map(_is_model, doc[start:end]))
        and doc[start].ent_type_ not in _COUNTED
        and not _of_people(doc, end - 1)
        and cues().never.isdisjoint(word.lower_ for word in doc[start:end])
        and not _is_sort(doc, start, end)
        and not _of_body(doc, start, end, begin)
        and named.isdisjoint(range(start, end))
        and not any(_act_word(word) for word in doc[start:end])  # "in Battle for Manbij", "Killed in Clashes"
    )


def _is_model(word: Token) -> bool:
    """Tell whether a word is the name of a make of weapon: "Su-22", "S-300", "T-72"."""
    letters, _, number = word.text.partition("-")
    return number[:1].isdigit() and len(letters) <= _MAKE


def _is_sort(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a name is a headline's word for a sort of place: "Airstrike on Hospital", not "Bay region"."""
    sorts = cues().kinds
    sole = end - start == 1 and doc[start].lower_ in sorts
    return sole and (end == len(doc) or doc[end].lower_ not in sorts)


def _act_word(word: Token) -> bool:
    """Tell whether a word of a name names an act, in the plural too: names keep their s as lemmas."""
    lower, names = word.lower_, frame_book().names_act
    return names(lower) or names(lower.removesuffix("s")) or names(lower.removesuffix("es"))


def _of_people(doc: Doc, last: int) -> bool:
    """Tell whether a name is one of people: "the Malloys", "the Harbour Street Gang"."""
    armed = lexicon().classes["armed"]
    named = doc[last].ent_type_ in ("PERSON", "NORP") and doc[last].lower_.endswith("s")
    kin = named and last > 0 and doc[last - 1].lower_ == "the"
    return kin or doc[last].lower_ in armed or doc[last].lower_.rstrip("s") in armed


def _of_victim(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a name is of whom harm was done to: "killed officer Wale Odum", "the murder of Ines Prado"."""
    head, words = doc[start:end].root, outcome_words().by
    if head.dep_ == "dobj":
        return words["verbs"].get(head.head.lemma_.lower()) in _HARM
    if head.dep_ == "pobj" and head.head.lower_ == "of":
        deed = head.head.head.lemma_.lower()
        return deed in lexicon().nonevents["of_him"] and words["acts"].get(deed) is Outcome.KILLED
    return False


def _of_body(doc: Doc, start: int, end: int, begin: int) -> bool:
    """Tell whether a name is one of a body or a law: "the Savannah Herald", "the Law of Armed Conflict"."""
    words = cues()
    last = doc[end - 1].lower_
    if last in words.name_heads and last not in words.kinds:
        return True
    named = start - 2 > begin and doc[start - 1].lower_ == "of" and doc[start - 2].pos_ == "PROPN"
    return named and doc[start - 2].lower_ not in words.kinds


def _stands_as_place(doc: Doc, start: int, end: int, sentence: tuple[int, int]) -> bool:
    begin, finish = sentence
    words = cues()
    before = doc[start - 1].lower_ if start > begin else ""
    if before.rstrip(".") in words.honorifics or doc[start].lower_.rstrip(".") in words.honorifics:
        return False
    if _harmed(doc[start:end].root):
        return False
    behind = doc[end].lower_ if end < finish else ""
    at = start - 2 if before in ("the", "a") else start - 1
    led = doc[at].lower_ if at >= begin else ""
    if _of_victim(doc, start, end):
        return False
    if before == "of" and doc[start - 2].lemma_.lower() in lexicon().classes["armed"]:
        return False  # "militants of Jaish al-Nur": a band that no table lists
    return (
        led in words.locative
        or led in words.kinds
        or behind in words.kinds
        or any(doc[i].lower_ in words.kinds for i in range(start + 1, end))
        or _in_list(doc, end, finish)
        or doc[start:end].root.dep_ == "dobj"
        or before == behind == ","
    )


def _in_list(doc: Doc, end: int, finish: int) -> bool:
    """Tell whether a name opens a list whose sort is told behind it: "Kobryn and Taluka towns"."""
    if end >= finish or doc[end].lower_ not in cues().list_joins:
        return False
    for word in doc[end : min(end + _LISTED, finish)]:
        if word.lower_ in cues().plural_kinds:
            return True
        if word.pos_ not in ("PROPN", "PUNCT") and word.lower_ not in cues().list_joins:
            return False
    return False


def _harmed(name: Token) -> bool:
    """Tell whether a name is one of somebody killed or taken: "killed Musa Karim", "the murder of Musa Karim"."""
    people = lexicon().nonevents["done_to_people"]
    if name.dep_ in ("dobj", "nsubjpass"):
        return name.head.lemma_.lower() in people
    return name.dep_ == "pobj" and name.head.lower_ == "of" and name.head.head.lemma_.lower() in people
