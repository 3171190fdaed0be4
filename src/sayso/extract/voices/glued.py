"""Speakers to whom a lost comma has glued the phrase before: "of Bria local elders said", "in Gao Reuters said"."""

from sayso.extract.voices.drafts import Reading
from sayso.extract.voices.spoken import TokenSpan

GROUND = frozenset({"GPE", "LOC", "FAC"})
VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
# Words that say of what sort a speaker is: "local" elders, "state" TV.
MODIFIERS = frozenset({"JJ", "NN", "HYPH", "VBN", "VBG"})


def own_part(reading: Reading, span: TokenSpan, head: int) -> TokenSpan:
    """Return the speaker's own part of a phrase whose beginning the word before it claims for its object.

    Nobody who speaks stands right behind "of" or "captured": there the parse has run an object into the speaker.
    """
    if not _claims(reading, span.start - 1, span) or not span.covers(head) or span.start == head:
        return span
    if reading.table.tags[span.start] == "CD" and reading.table.words[span.start + 1].istitle():
        return span  # "injured seven Gao Governor Omar Haddad said": the number alone is the object
    start = _core(reading, span, head)
    if start < 0:
        return span
    return TokenSpan(_with_modifiers(reading, span, start, head), span.end)


def _claims(reading: Reading, before: int, span: TokenSpan) -> bool:
    """Tell whether a word takes what stands behind it for its object."""
    table, cues = reading.table, reading.cues
    if before > 1 and table.words[before - 1] == "-":
        before -= 3  # "in rebel-held Gao"
    if before < table.first[span.start]:
        return False
    if table.tags[before] in ("IN", "TO"):
        return cues.has("before_objects", table.lowers[before])
    taken = table.tags[before] in VERBS and table.lemmas[before] not in cues.verbs
    return taken and table.lemmas[before] not in ("be", "have", "do")


def _core(reading: Reading, span: TokenSpan, head: int) -> int:
    """Return where the name or the noun of the one who speaks begins, or -1 where the phrase has none of its own."""
    table, cues = reading.table, reading.cues
    if table.tags[head] in ("NN", "NNS"):
        return head if {table.lowers[head], table.lemmas[head]} & cues.every_speaker else -1
    if cues.has("outlet_names", table.lowers[head]):
        return head
    start = head
    while start > span.start and table.joins[start]:
        start -= 1
    named = table.ents[start] == "PERSON" or (table.ents[start] == "ORG" and start < head)
    return start if named and start > span.start else -1


def _with_modifiers(reading: Reading, span: TokenSpan, start: int, head: int) -> int:
    """Return where a speaker begins with his post, his sort and the outlet he works for."""
    table, cues = reading.table, reading.cues
    nouns = 0
    for k in range(start - 1, span.start - 1, -1):
        low, tag = table.lowers[k], table.tags[k]
        if tag == "DT":
            return k
        spoken = bool({low, table.lemmas[k]} & cues.every_speaker) and table.words[k + 1] != "-"
        nouns += tag == "NN" and not spoken
        post = spoken or cues.has("outlet_names", low) or table.ents[k] == "NORP"
        if not post and not (nouns < 2 and table.tags[head][:2] == "NN" and _is_sort(reading, k)):
            return k + 1
    return span.start


def _is_sort(reading: Reading, k: int) -> bool:
    """Tell whether a word says of what sort a speaker is, and is no place or act of the phrase before."""
    table, cues = reading.table, reading.cues
    lower = table.words[k][:1].islower() or table.words[k] == "-"
    scene = any(cues.has(name, table.lemmas[k]) for name in ("scenes", "acts")) or table.ents[k] in GROUND
    return lower and not scene and (table.tags[k] in MODIFIERS or cues.has("plural_modifiers", table.lowers[k]))
