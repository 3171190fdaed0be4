"""Speakers told by name beside what they are ("..., Omar Haddad, a local official, told AFP"), read from the words."""

from sayso.extract.voices.drafts import Reading
from sayso.extract.voices.phrases import phrase_before
from sayso.extract.voices.spoken import TokenSpan

# How long the aside between a name and its verb may be.
ASIDE = 14


def named_beside(reading: Reading, cue: int) -> TokenSpan | None:
    """Return the name in "..., Omar Haddad, a local official, told AFP" behind a clause, which the parse may lose."""
    table = reading.table
    low = reading.bounds(cue)[0]
    if cue < 1 or table.words[cue - 1] != ",":
        return None
    comma = next((k for k in range(cue - 2, max(low, cue - ASIDE), -1) if table.words[k] == ","), -1)
    if comma < 0 or table.tags[comma + 1] not in ("DT", "NN", "NNP", "JJ", "PRP$"):
        return None
    if any(table.is_verb(k) and table.finite(k) for k in range(comma + 1, cue - 1)):
        return None
    name = phrase_before(table, reading.cues, comma)
    if name is None or name.start <= low or table.words[name.start - 1] != ",":
        return None
    person = all(table.tags[k] == "NNP" for k in range(*name)) and name.end - name.start > 1
    return name if person else None
