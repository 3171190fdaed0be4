"""Voices of headlines: "Monitor: 12 killed in Aleppo", "12 killed in Aleppo - monitor"."""

from sayso.extract.voices.drafts import Draft, Reading
from sayso.extract.voices.phrases import trim
from sayso.extract.voices.spoken import TokenSpan
from sayso.model import Stance

# A voice before or after a headline's colon has at most so many words.
HEADLINE_VOICE = 6
# A headline is looked for within so many tokens of the start of a line or the report.
HEADLINE_LENGTH = 22


def headline_draft(reading: Reading, i: int) -> Draft | None:
    """Return the voice of a headline: "Monitor: 12 killed in Aleppo", "12 killed in Aleppo - monitor"."""
    table, cues = reading.table, reading.cues
    start = i
    while (
        start > 0
        and i - start <= HEADLINE_LENGTH
        and "\n" not in table.words[start - 1]
        and table.words[start - 1] not in (".", "!", "?")
    ):
        start -= 1
    end = i + 1
    while (
        end < table.n
        and end - i <= HEADLINE_LENGTH
        and "\n" not in table.words[end]
        and table.words[end] not in (".", "!", "?", ":")
    ):
        end += 1
    if i - start > HEADLINE_LENGTH or reading.in_quote[i] >= 0:
        return None
    left, right = trim(table, start, i), trim(table, i + 1, end)
    if left is None or right is None:
        return None
    if (
        left.end - left.start == 1
        and cues.has("script_labels", table.lowers[left.start])
        and table.words[left.start].isupper()
    ):
        return None
    if table.words[i] == ":" and _voice_alone(reading, left) and right.end - right.start >= 3:
        if end - i > HEADLINE_LENGTH:
            right = trim(table, i + 1, max(table.stop[i + 1], i + 2)) or right
        if not any(table.is_verb(k) or table.tags[k] in ("CD", "NNS") for k in range(*right)):
            return None
        return Draft(i, left, left.end - 1, [TokenSpan(i, i + 1)], [right], Stance.ASSERTS)
    shouted = all(table.words[k].isupper() for k in range(left.start, right.end) if table.words[k].isalpha())
    if shouted and table.lemmas[right.end - 1] not in cues.every_speaker:
        return None  # "RADIO BENADIR - TRANSCRIPT"
    listed = any(table.deps[k] == "cc" for k in range(*right))
    if listed and table.lemmas[right.end - 1] not in cues.every_speaker:
        return None  # "two strategic prizes - Azaz and Marea"
    if _voice_alone(reading, right) and left.end - left.start >= 4 and (end == table.n or table.words[end] != ":"):
        return Draft(i, right, right.end - 1, [TokenSpan(i, i + 1)], [left], Stance.ASSERTS)
    return None


def _voice_alone(reading: Reading, span: TokenSpan) -> bool:
    """Tell whether a range is nothing but a speaker's phrase."""
    table, cues = reading.table, reading.cues
    if span.end - span.start > HEADLINE_VOICE or any(
        table.finite(k) or table.tags[k] in ("IN", "CD", "WP", "WRB") for k in range(*span)
    ):
        return False
    head = span.end - 1
    if cues.has("when", table.lowers[head]) or not table.words[head][:1].isalpha():
        return False
    speaker = table.lemmas[head] in cues.every_speaker or table.lowers[head] in cues.every_speaker
    return (
        speaker or table.ents[head] in ("ORG", "PERSON") or (table.words[head].isupper() and len(table.words[head]) > 2)
    )


def bare_headline_draft(reading: Reading) -> Draft | None:
    """Return the voice at the end of a headline that lost its comma: "Symptoms consistent with nerve agent WHO."."""
    table, cues = reading.table, reading.cues
    if not table.sents:
        return None
    low, high = table.sents[0]
    end = high
    while end > low and not table.words[end - 1][:1].isalnum():
        end -= 1
    last = end - 1
    if last - low < 4 or last - low > HEADLINE_LENGTH or table.deps[last] in ("pobj", "ROOT", "nsubj"):
        return None
    word = table.words[last]
    acronym = (
        word.isupper()
        and len(word) > 2
        and word in table.words[end:]
        and not any(table.is_verb(k) for k in table.kids[last])
    )
    voice = (
        table.lowers[last] in cues.every_speaker
        and (table.tags[last - 1] in ("NNP", "NNS") or (table.tags[last - 1] == "CD" and table.tags[last] == "NN"))
        and table.deps[last] == "dobj"
        and table.kid(last, "det") < 0  # "blaming the CODECO militia" is a sentence
    )
    if not (acronym or voice) or cues.has("before_no_voice", table.lowers[last - 1]) or table.tags[last - 1] == "IN":
        return None
    span = trim(table, low, last)
    return (
        Draft(last, TokenSpan(last, last + 1), last, [TokenSpan(last, last + 1)], [span], Stance.ASSERTS)
        if span
        else None
    )
