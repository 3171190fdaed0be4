"""Speakers told beside another or beside what they are ("..., Omar Haddad, a local official, told AFP").

All are read from the words.
"""

from sayso.extract.voices.drafts import Reading
from sayso.extract.voices.glued import own_part
from sayso.extract.voices.phrases import head_of, phrase_before
from sayso.extract.voices.spoken import TokenSpan

# How long the aside between a name and its verb may be.
ASIDE = 14
# Tags of the last word of what is told before a speaker.
APART = frozenset({"NN", "NNS", "NNP", "NNPS", "CD", "RB", "JJ", ","})


def named_beside(reading: Reading, cue: int) -> TokenSpan | None:
    """Return the name in "..., Omar Haddad, a local official, told AFP" behind a clause, which the parse may lose."""
    comma = _before_aside(reading, cue)
    if comma < 0 or reading.table.tags[comma + 1] not in ("DT", "NN", "NNP", "JJ", "PRP$"):
        return None
    if any(reading.table.finite(k) for k in range(comma + 1, cue - 1)):
        return None
    name = _fresh_before(reading, cue, comma)
    tags = [reading.table.tags[k] for k in range(*name)] if name is not None else []
    return name if len(tags) > 1 and set(tags) == {"NNP"} else None


def speaker_beside(reading: Reading, cue: int) -> TokenSpan | None:
    """Return the speaker of "..., two officials, speaking anonymously, said" and "..., the mayor, Omar Haddad, said".

    Only for a cue that the parse gives no subject.
    """
    table = reading.table
    comma = _before_aside(reading, cue)
    if comma < 0:
        return None
    named = all(table.tags[k] == "NNP" for k in range(comma + 1, cue - 1))
    if not named and table.tags[comma + 1] not in ("VBG", "VBN", "WP", "IN"):
        return None
    found = _fresh_before(reading, cue, comma)
    if found is None or table.lemmas[head_of(table, found)] not in reading.cues.every_speaker:
        return None
    return found


def closing_speaker(reading: Reading, cue: int) -> TokenSpan | None:
    """Return who stands right before a cue that closes its sentence: "rebels took Bria local residents have reported".

    Nothing is told behind such a cue, and the parse, which has no comma to go by, runs it into what stands before.
    """
    table, cues = reading.table, reading.cues
    rule = cues.verbs.get(table.lemmas[cue])
    low = reading.bounds(cue)[0]
    at = cue
    while at > low and table.deps[at - 1] == "aux" and table.heads[at - 1] == cue:
        at -= 1
    told = table.tags[cue] in ("VBD", "VBZ", "VBP") or (at < cue and table.lemmas[at] == "have")
    if rule is None or not rule.clause or rule.strict or not told or not closes(reading, cue):
        return None
    found = phrase_before(table, cues, at)
    if found is None or found.start <= low or not is_speaker(reading, found):
        return None
    if table.tags[found.start] == "DT" and table.tags[found.start - 1] == "IN":
        return None  # "sources in the country said"
    found = own_part(reading, found, head_of(table, found))
    start = found.start - (table.tags[found.start - 1] == "CD")
    name = _name_of(reading, found)
    if name is not None:
        return name
    fresh = start > low and table.tags[start - 1] in APART
    before = range(low, start)
    return TokenSpan(start, found.end) if fresh and any(table.finite(k) for k in before) else None


def _name_of(reading: Reading, post: TokenSpan) -> TokenSpan | None:
    """Return the name told right before a post: "General Omar Haddad a coalition spokesman told Reuters"."""
    table = reading.table
    start = post.start
    while start > table.first[post.start] and table.ents[start - 1] == "PERSON":
        start -= 1
    named = post.start - start > 1 and table.lowers[post.start] in ("a", "an", "the") and table.tags[start - 1] != "IN"
    return TokenSpan(start, post.start) if named else None


def closes(reading: Reading, cue: int) -> bool:
    """Tell whether nothing is told behind a cue: "told AFP on condition of anonymity due to fears of reprisal"."""
    table = reading.table
    rest = range(cue + 1, reading.bounds(cue)[1])
    rule = reading.cues.verbs.get(table.lemmas[cue])
    if table.kid(cue, "dobj") > cue and not (rule is not None and rule.hearer):
        return False  # "where the group declared a caliphate"
    return not any(table.finite(k) or table.tags[k] in ("VB", "VBN") or table.lowers[k] == "that" for k in rest)


def is_speaker(reading: Reading, span: TokenSpan) -> bool:
    """Tell whether a phrase ends in a name, or in a word for those who speak."""
    table, last = reading.table, span.end - 1
    words = {table.lowers[last], table.lemmas[last], table.lemmas[head_of(table, span)]}
    return bool(words & reading.cues.every_speaker) or table.ents[last] in ("ORG", "PERSON")


def joined_first(reading: Reading, span: TokenSpan) -> TokenSpan:
    """Return a speaker's phrase with the one joined before it: "on Sunday residents and a monitor said".

    A lost comma hangs the first of the two on what is told. Who stands right behind a verb or a preposition is told of.
    """
    table, cues = reading.table, reading.cues
    low = reading.bounds(span.start)[0]
    if span.start - 2 <= low or table.lowers[span.start - 1] != "and" or table.finite(span.start):
        return span
    first = phrase_before(table, cues, span.start - 1)
    if first is None or not {table.lowers[first.end - 1], table.lemmas[first.end - 1]} & cues.every_speaker:
        return span
    start = first.start - (table.tags[first.start - 1] == "CD")
    before = start - 1
    apart = table.tags[before] in APART and start > low
    known = {table.lowers[before], table.lemmas[before]} & cues.every_speaker
    return TokenSpan(start, span.end) if apart and not known else span


def _before_aside(reading: Reading, cue: int) -> int:
    """Return the comma that opens the aside right before a cue, or -1."""
    table = reading.table
    low = reading.bounds(cue)[0]
    if cue < 1 or table.words[cue - 1] != ",":
        return -1
    return next((k for k in range(cue - 2, max(low, cue - ASIDE), -1) if table.words[k] == ","), -1)


def _fresh_before(reading: Reading, cue: int, comma: int) -> TokenSpan | None:
    """Return the phrase before an aside where it opens anew, behind a comma or a quotation."""
    table = reading.table
    found = phrase_before(table, reading.cues, comma)
    low = reading.bounds(cue)[0]
    if found is None or found.start <= low:
        return None
    if table.tags[found.start - 1] == "CD" and found.start - 1 > low:
        found = TokenSpan(found.start - 1, found.end)
    if (
        table.words[found.start - 1] != ","
        and not reading.in_quote[found.start] < 0 <= reading.in_quote[found.start - 1]
    ):
        return None
    return found
