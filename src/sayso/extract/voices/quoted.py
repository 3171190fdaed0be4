"""Quotations that no cue has claimed yet: speech that goes on after its attribution, or that a cue next to it tells."""

from sayso.extract.voices.drafts import Draft, Reading
from sayso.extract.voices.phrases import phrase
from sayso.extract.voices.spoken import TokenSpan
from sayso.model import Stance
from sayso.reading.quotations import Quotation

# Between a cue and the quotation it opens there may stand a few words ("said in a statement: ...").
CUE_REACH = 12


def attach_quotations(reading: Reading, drafts: list[Draft]) -> None:
    """Give each spoken quotation that stands alone to the voice that is speaking, where the text shows who that is."""
    for quotation in reading.quotations:
        if not quotation.speech or any(_holds(d, quotation) for d in drafts):
            continue
        draft = _cue_before(reading, drafts, quotation) or _goes_on(reading, drafts, quotation)
        if draft is not None:
            draft.contents.append(TokenSpan(quotation.start, quotation.end))
            draft.contents = _merge(draft.contents)
            draft.direct = True
        else:
            drafts.extend(_colon(reading, quotation))
    drafts.sort(key=lambda d: d.at)


def _colon(reading: Reading, quotation: Quotation) -> list[Draft]:
    """Read any verb whose sentence ends in a colon before the quotation as its cue: "posted on Telegram: ..."."""
    table = reading.table
    at = quotation.start - 1
    while at > 0 and table.space[at]:
        at -= 1
    if at <= 0 or table.words[at] != ":" or reading.in_quote[at] >= 0:
        return []
    for i in range(table.first[at], at):
        subject = table.subject(i) if table.is_verb(i) else -1
        if 0 <= subject < i and table.tags[subject] not in ("WDT", "WP", "EX"):
            source = phrase(table, reading.cues, subject)
            content = TokenSpan(quotation.start, quotation.end)
            return [Draft(i, source, subject, [TokenSpan(i, i + 1)], [content], Stance.ASSERTS, direct=True)]
    return []


def widen_to_quotations(reading: Reading, drafts: list[Draft]) -> None:
    """Let content that cuts a spoken quotation cover all of it, and mark quoted content as direct."""
    for draft in drafts:
        if reading.in_quote[draft.at] >= 0:
            continue
        wide = []
        for start, end in draft.contents:
            for edge in (start, end - 1):
                number = reading.in_quote[edge]
                if number >= 0:
                    quotation = reading.quotations[number]
                    start, end = min(start, quotation.start), max(end, quotation.end)
            wide.append(TokenSpan(start, end))
        draft.contents = _merge(wide)
        if wide:
            first = reading.in_quote[wide[0].start]
            draft.direct = first >= 0 and reading.quotations[first].speech


def _holds(draft: Draft, quotation: Quotation) -> bool:
    """Tell whether a draft from outside a quotation has it, or a part of it, for its content."""
    if quotation.inner_start <= draft.at < quotation.inner_end:
        return False
    return any(span.start < quotation.inner_end and quotation.inner_start < span.end for span in draft.contents)


def _cue_before(reading: Reading, drafts: list[Draft], quotation: Quotation) -> Draft | None:
    """Return the draft whose cue opens the quotation: it has no content yet, or a colon or comma follows."""
    table = reading.table
    for draft in reversed(drafts):
        if draft.at >= quotation.start:
            continue
        if quotation.start - draft.at > CUE_REACH or any(
            table.words[k] in (".", ";") for k in range(draft.at, quotation.start)
        ):
            return None
        if draft.open or (draft.contents and draft.contents[-1].end >= quotation.start - 2):
            return draft
        if table.words[quotation.start - 1] in (":", ",", "that") and draft.source is not None:
            return draft
    return None


def _goes_on(reading: Reading, drafts: list[Draft], quotation: Quotation) -> Draft | None:
    """Return the draft whose direct speech goes on in this quotation, with no word between them."""
    table = reading.table
    best: Draft | None = None
    end_of_best = -1
    for draft in drafts:
        if draft.source is None or reading.in_quote[draft.at] >= 0 or not draft.contents:
            continue
        reach = max(draft.contents[-1].end, draft.source.end, draft.cue[-1].end if draft.cue else 0)
        reach = max(reach, table.stop[reach - 1])
        if reach <= quotation.start and reach >= end_of_best:
            best, end_of_best = draft, reach
    if best is None:
        return None
    between = [k for k in range(end_of_best, quotation.start) if table.words[k][:1].isalnum()]
    if between:
        return None
    begins = quotation.start == table.first[quotation.start] or not table.words[quotation.start - 1][:1].isalnum()
    broken = any("\n" in table.words[k] for k in range(end_of_best, quotation.start))
    if not begins or (broken and not best.direct):
        return None
    return best


def _merge(spans: list[TokenSpan]) -> list[TokenSpan]:
    """Order spans and join those that touch or overlap."""
    merged: list[TokenSpan] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = TokenSpan(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
