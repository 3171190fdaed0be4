"""Statements told without a speech verb: "according to", nouns ("his claim that"), failed checks."""

from sayso.extract.voices import contents
from sayso.extract.voices.drafts import Draft, Reading
from sayso.extract.voices.phrases import phrase, trim
from sayso.extract.voices.spoken import TokenSpan
from sayso.model import Stance

# Between a name and the last word of its post there are at most so many tokens, of these sorts.
NAME_REACH = 18
POST_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "IN", "CC", "DT", "HYPH", "POS"})


def preposition_draft(reading: Reading, i: int) -> Draft | None:
    """Return the statement of an "according to X" that starts at token `i`."""
    table, cues = reading.table, reading.cues
    opening = next((w for w in cues.prepositions if tuple(table.lowers[i : i + len(w)]) == w), None)
    if opening is None or table.lemmas[i] in cues.words["carriers"]:
        return None
    after = i + len(opening)
    low, high = reading.bounds(i)
    if after >= high:
        return None
    head = next(
        (k for k in range(after, min(high, after + 12)) if table.heads[k] == after - 1 and table.deps[k] == "pobj"), -1
    )
    if head < 0:
        head = after
        while head + 1 < high and table.tags[head][:2] != "NN" and head - after < 6:
            head += 1
        while head + 1 < high and table.tags[head + 1][:2] == "NN":
            head += 1
    if table.tags[head] in ("CD", "WDT") or cues.has("no_sources", table.lowers[head]):
        return None
    source = phrase(table, cues, head)
    source = TokenSpan(
        after if source.start > after and source.start - after < 8 else max(source.start, after),
        max(source.end, after + 1),
    )
    draft = Draft(i, source, head, [TokenSpan(i, after)], [], Stance.ASSERTS)
    author = author_of(reading, head)
    if author is None and any(cues.has("bare_counts", table.lemmas[k]) for k in range(*source)):
        return None  # "according to preliminary data": nobody's
    by = author_of(reading, head, named=True) if cues.has("bare_counts", table.lemmas[head]) else None
    if by is not None:  # "according to information provided by a source"
        draft.source, draft.source_head = by
    elif author is not None and cues.has("texts", table.lemmas[head]):
        draft.source, draft.source_head = author[0], author[1]
    leading = not any(table.words[k][:1].isalnum() for k in range(low, i))
    if leading:
        start = source.end
        comma = next((k for k in range(start, min(high, start + 14)) if table.words[k] == ","), -1)
        verb = next((k for k in range(start, high) if table.finite(k)), high)
        start = comma + 1 if start <= comma < verb else start
        span = contents.clip(reading, i, start, high, start)
        draft.contents = [span] if span else []
    else:
        quote = reading.quote_ending_before(i)
        if quote is not None and quote.speech:
            low = min(low, quote.start)
            draft.direct = quote.start == low
        up = table.heads[i]
        doer = table.subject(up) if table.is_verb(up) else -1  # "12 were killed and 30 wounded" is one clause
        if doer >= 0 and not _counts_on(reading, doer) and table.deps[up] == "conj" and up < i:
            low = max(low, table.lows[up])
        span = trim(table, low, i)
        draft.contents = [span] if span else []
        rest = contents.after_parenthesis(reading, i, source.end)
        if rest is not None and table.words[i - 1] == ",":
            draft.contents.append(rest)
    return draft if draft.contents else None


def _counts_on(reading: Reading, noun: int) -> bool:
    """Tell whether a subject counts on from the clause before: "30 were hurt", "another man died"."""
    table, cues = reading.table, reading.cues
    low = table.lowers[table.lows[noun]]
    return table.tags[noun] == "CD" or cues.has("another", low) or cues.has("partly", table.lowers[noun])


def author_of(reading: Reading, noun: int, named: bool = False) -> tuple[TokenSpan, int] | None:
    """Return who a text is by: "the army's", "by rebels", "from activists"; unless `named`, "opposition" before it."""
    table, cues = reading.table, reading.cues
    for kid in table.kids[noun]:
        if table.deps[kid] == "poss" and table.tags[kid] != "WP$":
            return phrase(table, cues, kid), kid
        if table.deps[kid] in ("prep", "agent") and table.lowers[kid] in ("by", "from") and kid > noun:
            inner = table.kid(kid, "pobj")
            if inner >= 0:
                return phrase(table, cues, inner), inner
        if table.deps[kid] == "acl" and kid > noun:
            by = table.kid(kid, "agent", "prep")
            inner = table.kid(by, "pobj") if by >= 0 and table.lowers[by] in ("by", "from") else -1
            if inner >= 0:
                return phrase(table, cues, inner), inner
    for kid in () if named else table.kids[noun]:
        if table.deps[kid] in ("compound", "amod", "nmod") and kid < noun:
            word = table.lowers[kid]
            single = word.removesuffix("s")
            if (
                word in cues.every_speaker
                or single in cues.every_speaker
                or table.ents[kid] in ("NORP", "ORG", "GPE", "PERSON")
            ):
                return TokenSpan(table.lows[kid], kid + 1), kid
    return None


def name_before(reading: Reading, source: TokenSpan, head: int) -> TokenSpan | None:
    """Return the person whose post a source phrase is the end of, commas lost: "Lama Fakih deputy for North Africa"."""
    table, cues = reading.table, reading.cues
    before = source.start - 1
    if before < 0 or head < 0:
        return None
    ground = table.ents[head] in ("GPE", "LOC") and table.tags[before] in ("CC", "IN")
    post = source.end - source.start == 1 and table.tags[head] == "NN" and cues.has("speaks_for", table.lemmas[head])
    if not (ground or post):
        return None
    found: TokenSpan | None = None
    at, floor = before, max(table.first[source.start], before - NAME_REACH)
    spoken_for = post
    while at >= floor and (table.tags[at] in POST_TAGS or cues.has("posted", table.lowers[at])):
        spoken_for = spoken_for or table.lemmas[at] in cues.speakers["person"]
        if table.ents[at] == "PERSON":
            end = at + 1
            while at - 1 >= floor and table.joins[at]:
                at -= 1
            found = TokenSpan(at, end)
        at -= 1
    return found if spoken_for else None


def noun_draft(reading: Reading, i: int) -> Draft | None:
    """Return the statement that the noun at `i` holds, when it says whose it is and what it says."""
    table, cues = reading.table, reading.cues
    stance = cues.nouns.get(table.lemmas[i])
    if stance is None or table.tags[i] not in ("NN", "NNS"):
        return None
    author = author_of(reading, i)
    if stance is Stance.DENIES and (author is None or table.tags[author[1]] == "PRP$"):
        author = _denier_of(reading, i)
    if author is None or author[0].covers(i):
        return None
    span, root = None, -1
    for kid in table.kids[i]:
        if kid <= i:
            continue
        if (
            table.deps[kid] in ("acl", "ccomp", "relcl")
            and "that" in table.lowers[i + 1 : kid]
            and table.finite_or_aux(kid)
        ):
            start = next(k for k in range(i + 1, kid) if table.lowers[k] == "that") + 1
            span, root = contents.clip(reading, i, start, table.highs[kid] + 1, kid), kid
        elif table.deps[kid] == "prep" and cues.has("after_statement_noun", table.lowers[kid]) and span is None:
            inner = table.kid(kid, "pobj", "pcomp")
            if (inner >= 0 and stance is not Stance.ASSERTS) or (
                inner >= 0 and table.lowers[kid] == "of" and not cues.has("told_by_that", table.lemmas[i])
            ):
                span, root = contents.clip(reading, i, kid + 1, table.highs[kid] + 1, inner), inner
    if stance is Stance.DENIES and (span is None or span.overlaps(author[0])):
        # "despite Kigali's denials": what is denied stands elsewhere
        repeated = f"{table.lemmas[table.heads[i]]} {table.lemmas[i]}" in cues.verbs
        pointing = Draft(i, author[0], author[1], [TokenSpan(i, i + 1)], [], stance, points_back=True)
        return None if repeated else pointing
    if span is None or span.overlaps(author[0]):
        return None
    return Draft(i, author[0], author[1], [TokenSpan(i, i + 1)], [span], stance, root=root)


def _denier_of(reading: Reading, noun: int) -> tuple[TokenSpan, int] | None:
    """Return who speaks in "in a flat denial, the ministry said ..." and "despite its denials, Kigali ..."."""
    table = reading.table
    up = table.heads[noun]
    if table.deps[noun] != "pobj" or not table.is_verb(table.heads[up]):
        return None
    subject = table.subject(table.heads[up])
    return (phrase(table, reading.cues, subject), subject) if subject >= 0 else None


def check_draft(reading: Reading, i: int) -> Draft | None:
    """Return the doubt of "could not be independently verified" and "Reuters could not verify the claim"."""
    table, cues = reading.table, reading.cues
    if not cues.has("checking", table.lemmas[i]) or not table.is_verb(i):
        return None
    if table.kid(i, "neg") < 0:
        return _unable(reading, i)
    if not any(
        table.deps[k] in ("aux", "auxpass") and cues.has("checking_failed", table.lemmas[k]) for k in table.kids[i]
    ):
        return None
    if any(table.deps[k] == "aux" and cues.has("not_checking", table.lemmas[k]) for k in table.kids[i]):
        return None
    subject = table.subject(i)
    if table.kid(i, "auxpass") >= 0:
        if subject < 0:
            return None
        span = phrase(table, cues, subject)
        draft = Draft(i, None, -1, [TokenSpan(i, i + 1)], [span], Stance.DOUBTS)
        draft.points_back = (
            table.lemmas[subject] in cues.words["pointing"] or table.lowers[subject] in cues.words["pronouns_pointing"]
        )
        return draft
    target = table.kid(i, "dobj", "ccomp")
    if subject < 0 or target < 0 or table.lemmas[table.kid(i, "aux")] not in ("could", "can"):
        return None
    draft = Draft(i, phrase(table, cues, subject), subject, [TokenSpan(i, i + 1)], [], Stance.DOUBTS)
    draft.contents = [TokenSpan(max(table.lows[target], i + 1), table.highs[target] + 1)]
    draft.points_back = table.lemmas[target] in cues.words["pointing"]
    return draft


def _unable(reading: Reading, i: int) -> Draft | None:
    """Return the doubt of "Reuters was unable to verify the reports"."""
    table, cues = reading.table, reading.cues
    unable, target = table.heads[i], table.kid(i, "dobj")
    if target < 0 or not cues.has("silent", table.lowers[unable]):
        return None
    subject = table.subject(table.heads[unable])
    if subject < 0:
        return None
    content = TokenSpan(max(table.lows[target], i + 1), table.highs[target] + 1)
    draft = Draft(i, phrase(table, cues, subject), subject, [TokenSpan(unable, i + 1)], [content], Stance.DOUBTS)
    draft.points_back = cues.has("pointing", table.lemmas[target])
    return draft
