"""What stands below its attribution: the sentence after a bare "X said.", the paragraphs under "X said:"."""

from sayso.extract.voices.drafts import Reading
from sayso.extract.voices.phrases import trim
from sayso.extract.voices.spoken import TokenSpan

# A statement set out in paragraphs may go so many without "we" or "I".
SILENT_PARAGRAPHS = 2
# A line of so few words without a stop is a heading: "Notes to editors", "Further information", "ENDS".
HEADING = 6
STOPS = (".", "!", "?", "”", '"', "’", ")", "…")


def below_the_line(reading: Reading, start: int, floor: int) -> list[TokenSpan]:
    """Return what stands under a line that ends in its attribution and a colon, if it is in no quotation marks.

    `start` is where the speaker is named: "The minister said: We have ..." at the head of a paragraph opens one too.
    """
    table = reading.table
    at = floor
    heads = (start == 0 or "\n" in table.words[start - 1]) and table.words[floor : floor + 1] == [":"]
    if heads and floor + 1 < table.n and table.words[floor + 1][:1].isupper() and reading.in_quote[floor + 1] < 0:
        return paragraphs(reading, floor + 1)
    while at < table.n and "\n" not in table.words[at]:
        if reading.in_quote[at] >= 0 or table.finite(at) or table.words[at] in (".", ";"):
            return []
        at += 1
    below = at
    while below < table.n and table.space[below]:
        below += 1
    if not floor < at < below < table.n or table.words[at - 1] != ":":
        return []
    return paragraphs(reading, below)


def following(reading: Reading, floor: int) -> list[TokenSpan]:
    """Return what a bare "X said." or "X said:" opens: the next sentence, or the paragraphs after a colon."""
    table = reading.table
    at = floor
    colon = False
    while at < table.n and not table.words[at][:1].isalnum():
        colon = colon or table.words[at] == ":"
        if reading.in_quote[at] >= 0:
            return []
        at += 1
    if at >= table.n or (not colon and "\n" in "".join(table.words[floor:at])):
        return []
    if colon:
        return paragraphs(reading, at)
    span = trim(table, table.first[at], table.stop[at])
    return [span] if span else []


def paragraphs(reading: Reading, at: int) -> list[TokenSpan]:
    """Return the paragraphs of a statement that begins at `at`: to its last "we" or "I", or to the end of the text.

    A text that runs out soon after the last "we" is the statement's to its end; a longer rest is the outlet's again.
    """
    table, cues = reading.table, reading.cues
    found: list[TokenSpan] = []
    silent = 0
    while at < table.n:
        end = at
        while end < table.n and "\n" not in table.words[end]:
            end += 1
        span = trim(table, at, end)
        if span is None or reading.in_quote[at] >= 0 or _is_heading(reading, at, end):
            break
        own = any(cues.has("first_person", table.lowers[k]) for k in range(at, end))
        silent = 0 if own or not found else silent + 1
        if silent > SILENT_PARAGRAPHS:
            return found[: len(found) + 1 - silent]
        found.append(span)
        at = end + 1
        while at < table.n and table.space[at]:
            at += 1
    return found


def _is_heading(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a paragraph is a heading or a mark under a statement: a few words without a stop."""
    table = reading.table
    last = end - 1
    while last > start and table.space[last]:
        last -= 1
    return end - start <= HEADING and not table.words[last].endswith(STOPS)
