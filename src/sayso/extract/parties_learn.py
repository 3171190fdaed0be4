"""What a report teaches about its own names: short forms in brackets, people tied to a party, groups no list has."""

import re
from typing import TYPE_CHECKING

from sayso.extract.parties_data import Entry, sectors
from sayso.extract.parties_match import TOLD
from sayso.extract.parties_text import Name, Words
from sayso.extract.parties_words import stem

if TYPE_CHECKING:
    from sayso.extract.parties import ReportParties
    from sayso.extract.parties_match import PartyMatch

# Words of a title before a name, and of an apposition after it, that are read for the party of a person.
_TITLE_WORDS = 7
_APPOSITION_WORDS = 12
_LONGEST_NAME = 5
# A shorter last word of a name ("Al", "Li") is not looked for by itself.
_SHORTEST_SURNAME = 3
_MARKS = frozenset(".,;:!?()")
_TITLE_POS = frozenset({"PROPN", "NOUN", "ADJ", "PART", "DET"})
_NAME_POS = frozenset({"PROPN", "ADJ", "NOUN", "X"})
# Sorts of name that may be the end of a group's.
_LOOSE = frozenset({"body", "outlet", "city", "person"})


def slug(words: list[str]) -> str:
    """Return the party code made from the words of a name ("sawaiq", "al", "rahman" gives "sawaiq-al-rahman")."""
    return "-".join(re.sub(r"[^a-z0-9]", "", word) for word in words)


def opened_groups(text: Words, known: list[Name]) -> list[Name]:
    """Return armed groups that no list has and that a word for a force opens: "Jund al-Malahim", "Lashkar-e-Zil".

    They go before the names known inside them: "Ansar al-Haq" is not the Palestinian body Al-Haq.
    """
    sets, words, found = sectors().sets, text.words, list[Name]()
    inside = [name for name in known if name.entry.sort in _LOOSE]
    taken = {at for name in known if name not in inside for at in range(name.start, name.end)}
    for at, word in enumerate(words):
        if not word.initial or word.text not in sets["group_openers"]:
            continue
        end = at + 1
        while end < len(words) and end - at < _LONGEST_NAME and not _parted(text, end):
            step = 2 if words[end].text in sets["group_joins"] else 1
            last = end + step - 1
            if (step == 1 and end > at + 1) or last >= len(words) or not _is_named(text, last):
                break
            end += step
        whole = all(name.start > at and name.end <= end for name in inside if name.start < end and at < name.end)
        if end > at + 1 and whole and taken.isdisjoint(range(at, end)):
            code = slug([w.text for w in words[at:end]])
            found.append(Name(at, end, Entry(code, "group", code, kind="rebel"), False))
    return found


def _is_named(text: Words, at: int) -> bool:
    """Tell whether a word is a name by its capital and is no noun for people or a force: not "Ansar fighters"."""
    word, token = text.words[at], text.doc[text.token[at]]
    return word.initial and token.pos_ in _NAME_POS and not sectors().nouns.longest(text.words, at, at + 1)[1]


def learn_short_names(text: Words, known: list[Name]) -> list[Name]:
    """Return names the report introduces: armed groups no list has, and acronyms in brackets after a long name."""
    taken = {at for name in known for at in range(name.start, name.end)}
    groups = _unknown_groups(text, taken)
    by_end = {name.end: name for name in [*known, *groups] if name.entry.sort != "city"}
    short: dict[tuple[str, ...], Entry] = {}
    for name in groups:
        core = tuple(w.text for w in text.words[name.start : name.end])
        short.setdefault(core, name.entry)
    doc = text.doc
    for bracket in text.brackets:
        if bracket + 2 >= len(doc):
            continue
        first, last = text.range(bracket + 1, bracket + 2)
        named = by_end.get(first)
        if (
            named
            and last == first + 1
            and first not in taken
            and text.words[first].upper
            and doc[bracket + 2].text == ")"
        ):
            short[(text.words[first].text,)] = named.entry
    if not short:
        return groups
    used = taken | {at for name in groups for at in range(name.start, name.end)}
    return [*groups, *_repeats(text, short, used)]


def learn_people(parties: "ReportParties") -> "dict[str, PartyMatch]":
    """Return the last names of people whom the report ties to a party by a title or an apposition."""
    text, found = parties.text, dict[str, "PartyMatch"]()
    taken = {at for name in parties.names if name.entry.sort == "person" for at in range(name.start, name.end)}
    refused: set[str] = set()
    for first, after in _people_spans(parties):
        start, end = text.range(first, after)
        if start >= end or any(at in taken for at in range(start, end)):
            continue
        match = _of_office(parties, first) or _of_title(parties, first) or _of_apposition(parties, after)
        last = text.words[end - 1].text
        if match is None or len(last) < _SHORTEST_SURNAME:
            continue
        if _of_home(match, parties.home) and last in found:
            continue  # "General Mugabo", whom the report has told to be a Rwandan
        if last in found and found[last].code != match.code and not _of_home(found[last], parties.home):
            refused.add(last)
        if last not in found or _of_home(found[last], parties.home):
            found[last] = match
    return {name: match for name, match in found.items() if name not in refused}


def _of_home(match: "PartyMatch", home: str) -> bool:
    """Tell whether a party goes by a bare rank or office, taken for one of the country that the report is about."""
    return match.how == "head" and match.country == home


def _people_spans(parties: "ReportParties") -> list[tuple[int, int]]:
    """Token ranges that may name people: the parser's own, and runs of two or more capitalised unknown words."""
    text, doc, nouns = parties.text, parties.doc, sectors().nouns
    spans = [(ent.start, ent.end) for ent in doc.ents if ent.label_ == "PERSON"]
    known = {text.token[at] for name in parties.names for at in range(name.start, name.end)}
    known.update(i for start, end in spans for i in range(start, end))
    run = 0
    for i in range(len(doc) + 1):
        if i < len(doc) and text.proper[i] and i not in known:  # most words are out by that
            first, after = text.range(i, i + 1)
            if not nouns.longest(text.words, first, after)[1]:
                run += 1
                continue
        if run > 1:
            spans.append((i - run, i))
        run = 0
    return sorted(spans)


def _of_office(parties: "ReportParties", start: int) -> "PartyMatch | None":
    """Return the party of an office that a person's title and name stand behind.

    "The spokesman of the Rwandan army, General Joseph Nzabamwita": he is no general of the report's own country.
    """
    doc, end = parties.doc, _title_start(parties, start) - 1
    if end <= doc[start].sent.start or doc[end].text != ",":
        return None
    first = end
    floor = max(doc[start].sent.start, end - _APPOSITION_WORDS)
    while first > floor and doc[first - 1].pos_ not in {"VERB", "AUX", "PUNCT"}:
        first -= 1
    begin, last = parties.text.range(first, end)
    if begin >= last or parties.text.words[begin].text not in sectors().sets["unnaming"]:
        return None
    match = parties.title(begin, last)
    return match if match.how in TOLD else None


def _title_start(parties: "ReportParties", start: int) -> int:
    """Return the token where the title before a name begins, that of the name if it has none."""
    doc, first = parties.doc, start
    floor = max(doc[start].sent.start, start - _TITLE_WORDS)
    while first > floor and (doc[first - 1].pos_ in _TITLE_POS or doc[first - 1].lower_ == "of"):
        first -= 1
    return first


def _of_title(parties: "ReportParties", start: int) -> "PartyMatch | None":
    first = _title_start(parties, start)
    if first == start:
        return None
    begin, end = parties.text.range(first, start)
    if begin >= end:
        return None
    match = parties.title(begin, end)
    return match if match.known and match.how not in {"place", "anyone"} else None


def _of_apposition(parties: "ReportParties", end: int) -> "PartyMatch | None":
    doc, at = parties.doc, end
    limit = min(len(doc), end + _APPOSITION_WORDS)
    if at < limit and doc[at].text in {",", "("}:
        at += 1
    if at < limit and at == end and doc[at].lower_ in {"of", "from"}:
        begin, last = parties.text.range(at + 1, limit)
        match = parties.title(begin, last)
        return match if match.how in {"group", "body", "outlet"} else None
    if at >= limit or doc[at].pos_ in {"VERB", "AUX", "ADP", "CCONJ", "PUNCT"}:
        return None
    stop = at
    while stop < limit and doc[stop].pos_ not in {"VERB", "AUX"} and doc[stop].text not in {",", ")", "."}:
        stop += 1
    begin, last = parties.text.range(at, stop)
    nouns = sectors().nouns
    words = parties.text.words
    if not any(nouns.longest(words, i, last)[1] for i in range(begin, min(begin + _LONGEST_NAME, last))):
        return None
    match = parties.title(begin, last)
    return match if match.known and match.how not in {"place", "anyone"} else None


def _unknown_groups(text: Words, taken: set[int]) -> list[Name]:
    """Armed groups named by capitals before a word such as "brigade" or "front", or between capitals."""
    rules, found, words = sectors(), list[Name](), text.words
    armed = rules.sets["armed_name"]
    for at, word in enumerate(words):
        if at in taken or (word.text not in armed and stem(word.text) not in armed):
            continue
        if text.doc[text.token[at] - 1].tag_ == "POS":  # "Malloy's movements"
            continue
        if not word.initial and word.text in rules.sets["battle_parts"]:
            continue
        start = at
        while start > 0 and at - start < _LONGEST_NAME and start - 1 not in taken and _capital(text, start - 1):
            if _parted(text, start):
                break  # "on Monday. Fighters stormed ..."
            start -= 1
        if start == at - 1 and rules.nouns.longest(words, start, at + 1)[0] == at + 1:
            continue  # "the 4th Armoured Division": a unit of an army
        body = [w.text for w in words[start:at]]
        plain = [w for w in body if w not in rules.sets["unnaming"] and not rules.nouns.longest(words, start, at)[1]]
        end = _goes_on(text, at + 1, taken) if word.initial else at
        if end <= at + 1 and (not plain or (len(plain) == 1 and text.doc[text.token[start]].is_sent_start)):
            continue
        while start < at and words[start].text in rules.sets["unnaming"]:
            start += 1  # "The Movement for Justice"
        code = slug([w.text for w in words[start:end]])
        found.append(Name(start, end, Entry(code, "group", code, kind="rebel"), False))
    return found


def _goes_on(text: Words, at: int, taken: set[int]) -> int:
    """Return where a group's name ends that may go on behind its noun: "Movement for Justice"."""
    joins, end = sectors().sets["name_joins"], at
    if at >= len(text.words) or text.words[at].text not in sectors().sets["name_goes_on"]:
        return end
    for here in range(at + 1, min(at + 1 + _LONGEST_NAME, len(text.words))):
        if _parted(text, here):
            break
        if _capital(text, here) and text.words[here].initial:
            end = here + 1
        elif text.words[here].text not in joins:
            break
    return end


def _parted(text: Words, at: int) -> bool:
    """Tell whether a mark stands between a word and the one before it."""
    between = text.doc[text.token[at - 1] + 1 : text.token[at]]
    return any(token.text in _MARKS for token in between)


def _capital(text: Words, at: int) -> bool:
    word, token = text.words[at], text.doc[text.token[at]]
    return (word.initial or word.text in sectors().sets["name_articles"]) and token.pos_ in _NAME_POS


def _repeats(text: Words, short: dict[tuple[str, ...], Entry], used: set[int]) -> list[Name]:
    found, sizes = [], sorted({len(key) for key in short}, reverse=True)
    for at, word in enumerate(text.words):
        if not word.initial or at in used:
            continue
        for size in sizes:
            run = text.words[at : at + size]
            keys = (tuple(w.text for w in run), (*(w.text for w in run[:-1]), stem(run[-1].text)))
            entry = next((short[key] for key in keys if key in short), None)
            if entry is not None and not used & set(range(at, at + size)):
                found.append(Name(at, at + size, entry, False))
                break
    return found
