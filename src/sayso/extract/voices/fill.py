"""What an active speech verb says: it tries each construction its rule allows, the surest first."""

from sayso.extract.voices import contents, set_out
from sayso.extract.voices.beside import closes, is_speaker
from sayso.extract.voices.cues import VerbCue
from sayso.extract.voices.denials import call_untrue, deniable, is_told
from sayso.extract.voices.drafts import Draft, Reading
from sayso.extract.voices.phrases import phrase, trim
from sayso.extract.voices.spoken import TokenSpan
from sayso.model import Stance

# A quoted label stands within so many tokens of its cue: 'called the allegations "fabricated"'.
LABEL_REACH = 7
# Words that may stand between "claimed responsibility" and "for".
FURTHER = 8


def fill(reading: Reading, draft: Draft, i: int, rule: VerbCue) -> None:
    """Find the content of an active cue: after it, around it, before it, or as its object."""
    table, cues = reading.table, reading.cues
    assert draft.source is not None  # noqa: S101 - narrows the type; a draft with a verb has a source here
    source = draft.source
    if draft.begins >= 0:
        return
    floor = max(source.end, draft.cue[-1].end) if source.start > i else draft.cue[-1].end
    high = reading.bounds(i)[1]
    if rule.label:
        _label(reading, draft, i, rule)
        return
    quote = reading.quote_starting_at(floor)
    if rule.clause and quote is not None and quote.speech:
        draft.contents, draft.direct = [TokenSpan(quote.start, quote.end)], True
        first = reading.quote_ending_before(min(source.start, i))
        if (
            first is not None
            and reading.in_quote[i] < 0
            and table.words[first.inner_end - 1] in (",", "?", "!", "-", "—", "–")
        ):
            draft.contents.insert(0, TokenSpan(first.start, first.end))
        return
    if rule.clause and (below := set_out.below_the_line(reading, source.start, floor)):
        draft.contents = below
        return
    since = floor < high and contents.is_since(reading, TokenSpan(floor, high))
    telling = rule.clause and rule.stance is not Stance.DENIES and floor > i
    going_on = contents.next_cue(reading, floor, high) if telling else -1
    high = going_on if going_on >= 0 else high
    if rule.clause and going_on < 0:
        after = contents.clause_after(reading, i, floor)
        since = since or (after is not None and contents.is_since(reading, after[0]))
        if after and not since and not (rule.strict and not _marked(reading, i, after[0])):
            draft.contents, draft.root = [after[0]], after[1]
            return
    span, head = contents.complements(reading, i, rule) if going_on < 0 else (None, -1)
    citing = head >= 0 and table.tags[head] == "VBG" and cues.has("carriers", table.lemmas[head])
    if citing:  # "the radio reported on Monday, citing a doctor"
        span, head = None, -1
    if (rule.only or rule.unless) and head >= 0 and table.deps[head] == "prep":
        head = max(table.kid(head, "pobj"), -1)  # "laughed at that number"
    if not deniable(reading, draft, rule, head):
        return
    if rule.light and span is None:
        draft.points_back = rule.stance is Stance.DENIES
        return
    if span is not None:
        _object(reading, draft, rule, span, head)
        if draft.contents or draft.points_back or _blank(reading, rule, head):
            return
    if rule.stance is Stance.DENIES and table.deps[i] == "relcl" and _points_out(reading, draft, i):
        return
    if not rule.clause:
        if rule.stance in (Stance.CLAIMS, Stance.DENIES):
            draft.points_back = True
        return
    if not rule.strict and (relative := _relative(reading, i, source, floor)) is not None:
        draft.contents = [relative]
        trimmed = contents.clip(reading, i, floor, high, floor)
        draft.contents = [relative, trimmed] if trimmed is not None else draft.contents
        return
    left = any(k < i and table.deps[k] == "ccomp" for k in table.kids[i])
    tail = since or citing or contents.tail_only(reading, floor, high)
    beside = source.end <= i  # the source phrase may be followed by a relative clause
    spoken = reading.quote_ending_before(min(source.start, i)) if reading.in_quote[i] < 0 else None
    quoted = spoken is not None and spoken.speech
    # "dismissed the monitor's reporting as biased": only "quoted as saying" follows what it tells
    follows = table.tags[i] != "VBG" or table.lowers[i - 1] == "as"
    if follows and (left or table.deps[i] == "parataxis" or tail or source.start > i or quoted):
        span = contents.before(reading, i, source)
        rest = contents.after_parenthesis(reading, i, floor)
        if span is not None and beside | (source.start > i) and (rest is not None or _told(reading, span)):
            draft.contents = [span]
            draft.root = next((k for k in table.kids[i] if k < i and table.deps[k] == "ccomp"), -1)
            if rest is not None:
                draft.contents.append(rest)
            if table.words[source.start - 1] in ('"', "”", "''") or (
                source.start > 1 and table.words[source.start - 2] in ('"', "”")
            ):
                draft.direct = reading.in_quote[span.end - 1] >= 0
            return
    if rule.strict:
        return
    if source.start > 0 and table.lowers[source.start - 1] == "as" and source.end <= i:
        _as_they_say(reading, draft, i, floor)
        return
    in_relative = table.deps[i] == "relcl" or (source.start > 0 and table.lowers[source.start - 1] == "what")
    if in_relative and source.end <= i and floor < high and table.is_verb(floor):
        draft.contents = [TokenSpan(floor, high)]
        if table.deps[i] == "relcl" and table.is_noun(table.heads[i]):
            draft.contents.insert(0, phrase(table, cues, table.heads[i]))
        trimmed = contents.clip(reading, i, floor, high, floor)
        draft.contents[-1] = trimmed or draft.contents[-1]
        return
    opening = reading.bounds(i)[0]
    post = table.words[i + 1 : i + 2] == [":"] and not any(table.is_verb(k) for k in range(opening, source.start))
    if (source.start == opening or post) and (floor >= high or tail or post):  # "Minister of Defence, X said:"
        draft.contents = set_out.following(reading, floor)
        if draft.contents:
            return
    worded = contents.clause_by_words(reading, i, floor)
    if worded is not None:
        draft.contents, draft.root = [worded[0]], worded[1]
        return
    closing = beside and source.start > opening and table.tags[i] != "VBG" and closes(reading, i)
    if closing and is_speaker(reading, source):
        span = contents.before(reading, i, source)
        if span is not None and _told(reading, span) and table.tags[source.start - 1] not in ("CC", "IN", "WDT", "WP"):
            draft.contents = [span]
            return
    draft.open = True


def _points_out(reading: Reading, draft: Draft, i: int) -> bool:
    """Read "..., a claim the Taliban rejected" and "..., which the army denied": the content is the clause before."""
    table, cues = reading.table, reading.cues
    noun = table.heads[i]
    if (
        cues.has("pointing", table.lemmas[noun])
        and noun < i
        and any(table.lowers[k] in ("a", "an") for k in table.kids[noun])
    ):
        draft.points_back, draft.begins = True, phrase(table, cues, noun, frozenset()).start
        return True
    which = next((k for k in table.kids[i] if k < i and table.lowers[k] == "which"), -1)
    if which > 0 and table.words[which - 1] == ",":
        draft.points_back, draft.begins = True, which
    return draft.points_back


def _relative(reading: Reading, i: int, source: TokenSpan, floor: int) -> TokenSpan | None:
    """Return the noun that "a raid in Bria that medics say killed 40" tells of, though the parse may have lost it."""
    table, cues = reading.table, reading.cues
    that = source.start - 1
    if that < 1 or source.end > i or not cues.has("opening_relatives", table.lowers[that]):
        return None
    if floor >= table.n or not (table.finite(floor) or table.tags[floor] == "VBN"):
        return None
    noun = that - 1 - (table.words[that - 1] == ",")
    if table.deps[i] == "relcl" and table.is_noun(table.heads[i]):
        noun = table.heads[i]
    else:
        while table.deps[noun] == "pobj" and cues.has("before_places", table.lowers[table.heads[noun]]):
            noun = table.heads[table.heads[noun]]
    return phrase(table, cues, noun) if noun >= 0 and table.is_noun(noun) else None


def _told(reading: Reading, span: TokenSpan) -> bool:
    """Tell whether a range reads as something told: it has a verb, or is a quotation."""
    return any(reading.table.is_verb(k) for k in range(*span)) or reading.in_quote[span.end - 1] >= 0


def _marked(reading: Reading, cue: int, span: TokenSpan) -> bool:
    return "that" in reading.table.lowers[max(cue, span.start - 2) : span.start + 1]


def _label(reading: Reading, draft: Draft, i: int, rule: VerbCue) -> None:
    """Fill "what X called a massacre" and "X described the attack as a massacre"."""
    table = reading.table
    assert draft.source is not None  # noqa: S101
    low, high = reading.bounds(i)
    before = table.lowers[max(low, draft.source.start - 3) : draft.source.start]
    kids = [
        k
        for k in table.kids[i]
        if k > i and table.deps[k] in ("dobj", "oprd", "ccomp", "prep", "attr", "acomp", "xcomp", "nsubj")
    ]
    kids = [k for k in kids if table.deps[k] != "prep" or table.lowers[k] == "as"]
    kids += [k for k in table.kids[i] if k > i and table.deps[k] == "advcl" and table.lowers[table.lows[k]] == "as"]
    if len(kids) == 1:  # "described the accusations as lies", with "as" under its object
        kids += [k for k in table.kids[kids[0]] if k > kids[0] and table.lowers[k] == "as" and table.deps[k] == "prep"]
    quote = next((q for k in range(i + 1, min(i + LABEL_REACH, high)) if (q := reading.quote_starting_at(k))), None)
    if "what" in before or "which" in before:
        start = i + 1
        end = max([table.highs[k] + 1 for k in kids] + [quote.end if quote else start, start])
        if end == start:
            end = next((k for k in range(start, high) if table.words[k] in (",", ".", ";")), high)
        if quote is not None and quote.end < high:
            tail = quote.end
            while tail < high and (table.tags[tail][:2] == "NN" or table.tags[tail] == "JJ"):
                tail += 1
            end = max(end, tail) if tail > end else end
    elif len(kids) > 1 or (kids and (quote is not None or table.deps[kids[0]] == "ccomp")):
        start, end = table.lows[kids[0]], max(table.highs[k] for k in kids) + 1
    elif kids and rule.object and table.deps[kids[0]] == "dobj":  # "described fierce fighting"
        start, end = table.lows[kids[0]], table.highs[kids[0]] + 1
    else:
        return
    if start < high and table.lowers[start] == "as":
        start += 1
    end = min(max(end, start), high)
    if end > start:
        draft.contents = [TokenSpan(start, end)]
        call_untrue(reading, draft, kids, TokenSpan(start, end))


def _as_they_say(reading: Reading, draft: Draft, i: int, floor: int) -> None:
    """Fill "As UN experts say, Rwanda backs the M23" and the same the other way round."""
    table = reading.table
    assert draft.source is not None  # noqa: S101
    low, high = reading.bounds(i)
    ahead = trim(table, low, draft.source.start - 1)
    if ahead is None and floor < high and table.words[floor] == ",":
        span = contents.clip(reading, i, floor + 1, high, floor + 1)
        draft.contents = [span] if span is not None else []
    elif ahead is not None and table.words[ahead.end] == ",":
        draft.contents = [ahead]


def _blank(reading: Reading, rule: VerbCue, head: int) -> bool:
    """Tell whether the object is none that is told: "claimed the lives of 12"."""
    return rule.object_stance is not None and reading.cues.has("blank_objects", reading.table.lemmas[head])


def _further(reading: Reading, cue: int, rule: VerbCue, head: int) -> TokenSpan | None:
    """Return what a cue with its noun is about where other words stand between ("on Telegram for the bombing")."""
    table, stop = reading.table, reading.bounds(cue)[1]
    for k in range(head + 2, min(head + 2 + FURTHER, stop - 1)):
        if table.finite(k) or table.words[k] in (",", ";"):
            return None
        if table.deps[k] == "prep" and table.lowers[k] in rule.preps:
            return TokenSpan(k, min(table.highs[k] + 1, stop))
    return None


def _object(reading: Reading, draft: Draft, rule: VerbCue, span: TokenSpan, head: int) -> None:
    """Fill the content of a cue that takes an object, or mark that it points back to an earlier clause."""
    table, cues = reading.table, reading.cues
    low = table.lowers[head]
    replies = rule.stance in (Stance.DENIES, Stance.DOUBTS)
    pointing = low in cues.words["pronouns_pointing"] or (
        (table.lemmas[head] in cues.words["pointing"] or (replies and is_told(reading, head)))
        and span.end - span.start <= 6
        and not any(table.finite(k) for k in range(*span))
    )
    more = rule.stance is Stance.ASSERTS and span.end > head + 1  # "puts it down to an engine fault"
    if pointing and not more and table.deps[head] in ("dobj", "pobj"):
        if rule.object_stance is not None and low in cues.words["pronouns_pointing"]:
            draft.stance = rule.object_stance  # "the group claimed it in a video"
            draft.points_back, draft.pointer = True, head
            return
        draft.points_back = rule.stance in (Stance.DENIES, Stance.CONFIRMS, Stance.DOUBTS, Stance.CLAIMS)
        draft.pointer = head
        if draft.points_back and low not in cues.words["pronouns_pointing"]:
            draft.contents = [span]
        return
    if (low == "he" or cues.has("object_pronouns", low)) and span.end - span.start == 1:
        return
    if _blank(reading, rule, head):
        return
    named = rule.key.endswith(f" {table.lemmas[head]}")
    if (
        named
        and rule.stance is not Stance.ASSERTS
        and table.tags[head + 1] == "IN"
        and table.lowers[head + 1] not in rule.preps
    ):
        # "claimed responsibility on Telegram for the bombing", "claimed responsibility in a statement"
        further = _further(reading, draft.at, rule, head)
        span = further if further is not None else TokenSpan(span.start, head + 1)
    draft.contents, draft.root = [span], head
    bare = named and span.end - span.start == 1
    draft.points_back = bare and rule.stance in (Stance.CLAIMS, Stance.DENIES)
    # "denied any part in it": what it is was told before.
    ends = table.lowers[span.end - 1] in cues.words["pronouns_pointing"] and table.deps[span.end - 1] == "pobj"
    draft.points_back = draft.points_back or (replies and ends and table.deps[head] == "dobj")
    if rule.object_stance is not None and table.deps[head] == "dobj":
        draft.stance = rule.object_stance
