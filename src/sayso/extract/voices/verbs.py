"""Statements told with a speech verb: who its subject is, whether it is denied or passive, and what it says."""

from sayso.extract.voices import contents
from sayso.extract.voices.cues import VerbCue
from sayso.extract.voices.drafts import Draft, Reading
from sayso.extract.voices.phrases import phrase, phrase_before
from sayso.extract.voices.spoken import TokenSpan
from sayso.model import Stance

RELATIVES = frozenset({"WDT", "WP"})
# How far a subject may be looked for up the chain "said ..., adding ..., and warning ...".
CHAIN = 5


def match_rule(reading: Reading, i: int) -> tuple[VerbCue, list[TokenSpan]] | None:
    """Return the rule of the verb at `i` and its cue tokens; two-word cues ("call for") go first."""
    table, cues = reading.table, reading.cues
    lemma = table.lemmas[i]
    for kid in table.kids[i] if lemma in cues.extended else ():
        if kid > i and (table.deps[kid] in ("prt", "prep", "dobj", "mark", "acomp", "oprd") or kid == i + 1):
            for word in {table.lowers[kid], table.lemmas[kid]} & cues.extended[lemma]:
                rule = cues.verbs[f"{lemma} {word}"]
                spans = [TokenSpan(i, kid + 1)] if kid <= i + 2 else [TokenSpan(i, i + 1), TokenSpan(kid, kid + 1)]
                return rule, spans
    rule_ = cues.verbs.get(lemma)
    return (rule_, [TokenSpan(i, i + 1)]) if rule_ else None


def verb_draft(reading: Reading, i: int, earlier: list[Draft]) -> Draft | None:
    """Return the statement that the verb at `i` makes, or None when it makes none."""
    table, cues = reading.table, reading.cues
    matched = match_rule(reading, i)
    if matched is None:
        return None
    rule, cue = matched
    stance = rule.stance
    if _negated(reading, i):
        if table.lemmas[i] not in cues.words["denies_when_negated"]:
            return None
        stance = Stance.DENIES
    if table.kid(i, "auxpass") >= 0 or (table.tags[i] == "VBN" and table.kid(i, "agent") >= 0):
        return None if rule.strict else _passive(reading, i, rule, cue)
    if table.tags[i] == "VBN" and table.deps[i] in ("acl", "amod", "relcl") and not any(table.deps[k] == "aux" for k in table.kids[i]):
        # "a man believed to be dead" has no voice; "... the observatory reported on Thursday" has, misread by the parser.
        if not contents.tail_only(reading, i + 1, reading.bounds(i)[1]):
            return None
    found = _subject(reading, i, earlier)
    if found is None:
        return None
    source, head, via = found
    if not _can_speak(reading, head, rule):
        return None
    draft = Draft(i, source, head, cue, [], stance, via=via)
    _fill(reading, draft, i, rule)
    if via is not None and head >= 0 and i > 0 and table.lowers[i - 1] == "as":
        draft.cue.insert(0, TokenSpan(table.heads[table.heads[i]], table.heads[table.heads[i]] + 1))
    return draft if draft.contents or draft.points_back or draft.open else None


def _negated(reading: Reading, i: int) -> bool:
    """Tell whether the verb is denied or never came to be said ("did not say", "declined to comment", "would not confirm")."""
    table, cues = reading.table, reading.cues
    if table.kid(i, "neg") >= 0 or (i > 0 and cues.has("negations", table.lowers[i - 1])):
        return True
    if table.tags[i] != "VB" or i == 0:
        return False
    if table.lowers[i - 1] == "to" or (i > 1 and table.lowers[i - 2] == "to"):
        head = table.heads[i]
        return head == i or table.lemmas[head] not in cues.words["before_infinitive"] or _negated(reading, head)
    return any(table.deps[k] == "aux" and table.lowers[k] in ("could", "should", "may", "might") for k in table.kids[i])


def _subject(reading: Reading, i: int, earlier: list[Draft]) -> tuple[TokenSpan, int, TokenSpan | None] | None:
    """Return the source phrase, its head and the carrier of the cue at `i`."""
    table, cues = reading.table, reading.cues
    own = _first_of_apposition(reading, i)
    if own < 0 and table.tags[i] == "VBG":
        told_with = i - 1
        if i > 1 and table.deps[told_with] in ("pobj", "nsubj") and table.lowers[max(0, table.lows[told_with] - 1)] == "with":
            return phrase(table, cues, told_with), told_with, None
        carried = _carried(reading, i)
        if carried:
            return carried
        for draft in reversed(earlier):
            same = table.first[draft.at] == table.first[i] and draft.source is not None
            if same and draft.source and draft.source.end <= i and table.lowers[i - 1] != "by":
                if table.deps[i] == "acl" and table.heads[i] in (draft.source_head, i - 1) and table.heads[i] != draft.at:
                    break
                return draft.source, draft.source_head, draft.via
    at, steps = i, 0
    if own < 0 and table.finite(i) and not _coordinated(reading, i):
        worded = _subject_by_words(reading, i)
        if worded is not None:
            return worded
    while own < 0 and steps < CHAIN and table.heads[at] != at:
        up, dep = table.heads[at], table.deps[at]
        if dep in ("conj", "advcl", "xcomp", "pcomp", "prep", "aux", "dep"):
            at = up
            if table.is_noun(at) and dep != "conj":
                own = at
            elif table.is_verb(at):
                own = table.subject(at)
        elif dep == "acl" and table.is_noun(up) and up < i:
            own = up
        elif dep == "relcl" and steps:
            own = up
        else:
            break
        steps += 1
    if own >= 0 and table.deps[own] == "nsubjpass" and table.kid(at, "agent") >= 0 and at != i:
        agent = table.kid(table.kid(at, "agent"), "pobj")
        own = agent if agent >= 0 else own
    if own >= 0 and table.tags[own] in RELATIVES and table.deps[i] in ("relcl", "conj", "ccomp"):
        up = table.heads[i] if table.deps[i] == "relcl" else table.heads[table.heads[i]]
        own = up if table.is_noun(up) and up < own else own
    if own < 0 or _misread(reading, own, i):
        return _subject_by_words(reading, i)
    if own > i and table.kid(i, "ccomp") > i and table.deps[own] != "nsubj":
        return _subject_by_words(reading, i)
    span = phrase(table, cues, own)
    if span.end <= i and _fresh_phrase(reading, span, i):
        return _subject_by_words(reading, i) or (span, own, None)
    return span, own, None


def _fresh_phrase(reading: Reading, span: TokenSpan, cue: int) -> bool:
    """Tell whether a bare speaker's word stands before the cue, glued to an earlier phrase ("people on Monday activists said")."""
    table, cues = reading.table, reading.cues
    if any(cues.has("when", table.lowers[k]) for k in range(span.start + 1, span.end)):
        return True
    gap = range(span.end, cue)
    return len(gap) > 0 and all(table.tags[k] in ("NN", "NNP", "NNS", "JJ", "HYPH") for k in gap) and table.lowers[cue - 1] in cues.every_speaker


def _first_of_apposition(reading: Reading, i: int) -> int:
    """Return the subject; of "The Observatory a monitoring group said" (a comma lost) the first phrase."""
    table, cues = reading.table, reading.cues
    own = table.subject(i)
    for kid in table.kids[i]:
        if kid < own < i and table.deps[kid] == "nsubj" and not any(table.is_verb(k) for k in range(kid + 1, own)):
            if table.ents[kid] in ("ORG", "PERSON") or table.lemmas[kid] in cues.every_speaker:
                return kid
    return own


def _coordinated(reading: Reading, i: int) -> bool:
    """Tell whether the cue follows "and", "or", "but", a comma or "who", so that its subject stands further back."""
    table = reading.table
    k = i - 1
    while k > table.first[i] and (table.tags[k] in ("RB", "MD") or table.deps[k] in ("aux", "auxpass")):
        k -= 1
    return table.tags[k] in ("CC", ",", "WDT", "WP", "TO", "VBD", "VBN") or table.lowers[k] == "that"


def _misread(reading: Reading, own: int, cue: int) -> bool:
    """Tell whether the parser's subject cannot be right: a told clause stands between it and a cue that ends its sentence."""
    table = reading.table
    if table.tags[own] == "EX" or (table.deps[cue] == "acl" and table.tags[cue] in ("VBN", "VBD")):
        return True
    if own > cue or table.tags[own] in RELATIVES or table.tags[cue] not in ("VBD", "VBZ", "VBP"):
        return False
    end = table.highs[own] if table.highs[own] < cue else own
    clause = [k for k in range(own + 1, cue) if table.tags[k] in ("VBN", "VBD", "VBZ", "VBP", "MD") and table.deps[k] in ("acl", "relcl")]
    if not clause or table.words[cue - 1] == "," or end < cue - 2:
        return False
    last = table.tags[cue - 1][:2] == "NN" or table.tags[cue - 1] == "PRP"
    return last and contents.tail_only(reading, cue + 1, reading.bounds(cue)[1]) and _determined(reading, own, cue)


def _determined(reading: Reading, own: int, cue: int) -> bool:
    """Tell whether a fresh phrase of a speaker stands right before the cue ("... on Tuesday the monitoring group said")."""
    found = phrase_before(reading.table, reading.cues, cue)
    if found is None or found.start <= own + 1:
        return False
    before = found.start - 1
    named = reading.table.tags[found.start] in ("DT", "PRP", "PRP$") or reading.table.lowers[found.end - 1] in reading.cues.every_speaker
    return named and reading.table.tags[before] not in ("IN", "TO", "VBD", "VBZ", "VBP", "VBG", "VBN", "CC")


def _subject_by_words(reading: Reading, i: int) -> tuple[TokenSpan, int, TokenSpan | None] | None:
    table, cues = reading.table, reading.cues
    if table.tags[i] not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    low, high = reading.bounds(i)
    found = phrase_before(table, cues, i)
    inverted = _inverted(reading, i, high)
    if inverted is not None and not (found is not None and _speaker_like(reading, found)):
        return inverted
    if found is not None and found.start >= low:
        head = found.end - 1
        if found.start > low or not table.finite(i) or table.lemmas[head] in cues.every_speaker or table.ents[head]:
            return found, head, None
    return None


def _speaker_like(reading: Reading, span: TokenSpan) -> bool:
    table, cues = reading.table, reading.cues
    head = span.end - 1
    return (
        table.tags[head] == "PRP"
        or table.lowers[head] in cues.every_speaker
        or table.lemmas[head] in cues.every_speaker
        or (table.ents[head] in ("ORG", "PERSON", "NORP") and table.lowers[span.start - 1] not in ("in", "on", "at", "of", "near"))
    )


def _inverted(reading: Reading, i: int, high: int) -> tuple[TokenSpan, int, TokenSpan | None] | None:
    """Return the subject that follows its cue: "..., said the army", when nothing is told after it."""
    table, cues = reading.table, reading.cues
    nxt = i + 1
    if table.tags[i] not in ("VBD", "VBZ", "VBN") or nxt >= high or table.tags[nxt] not in ("DT", "NN", "NNP", "NNPS", "NNS", "JJ", "PRP"):
        return None
    head = nxt
    while head + 1 < high and table.tags[head] in ("DT", "JJ", "HYPH", "VBN", "RB", "NN", "NNP", "NNPS", "NNS") and table.tags[head + 1] in (
        "JJ", "HYPH", "VBN", "NN", "NNP", "NNPS", "NNS",
    ):  # fmt: skip
        head += 1
    span = TokenSpan(nxt, max(phrase(table, cues, head).end, head + 1))
    rest = range(span.end, high)
    if any(table.finite(k) and table.deps[k] != "relcl" for k in rest) or not _speaker_like(reading, TokenSpan(nxt, head + 1)):
        return None
    return span, head, None


def _carried(reading: Reading, i: int) -> tuple[TokenSpan, int, TokenSpan | None] | None:
    """Read "X was quoted by Y as saying" and "Y quoted X as saying": X speaks, Y carries."""
    table, cues = reading.table, reading.cues
    as_ = table.heads[i]
    if i == 0 or table.lowers[i - 1] != "as":
        return None
    at = i - 1
    while at > table.first[i] and not (table.lemmas[at] in cues.words["carriers"] and table.is_verb(at)):
        at -= 1
    if table.lemmas[at] not in cues.words["carriers"]:
        return None
    passive = table.tags[at] == "VBN" and (table.kid(at, "auxpass") >= 0 or table.deps[at] in ("acl", "relcl"))
    subject = table.subject(at)
    agent = table.kid(at, "agent", "prep")
    via_head = table.kid(agent, "pobj") if agent >= 0 and table.lowers[agent] == "by" else -1
    if passive:
        speaker = subject if subject >= 0 else (table.heads[at] if table.deps[at] == "acl" else -1)
        if speaker >= 0 and table.tags[speaker] in RELATIVES:
            speaker = table.heads[at]
    else:
        speaker, via_head = table.kid(at, "dobj"), subject
    if speaker < 0:
        found = phrase_before(table, cues, as_ if as_ < i else i - 1) if not passive else None
        if found is None:
            return None
        return found, found.end - 1, phrase(table, cues, via_head) if via_head >= 0 else None
    return phrase(table, cues, speaker), speaker, phrase(table, cues, via_head) if via_head >= 0 else None


def _can_speak(reading: Reading, head: int, rule: VerbCue) -> bool:
    """Tell whether this phrase can be a voice: not "there", not "what", and for loose verbs a person, body or text."""
    table, cues = reading.table, reading.cues
    low = table.lowers[head]
    if table.tags[head] in ("EX", "WDT", "WP", "WRB", "CD") or low in ("this", "that", "these", "nothing", "nobody", "none"):
        return table.tags[head] == "CD" and not rule.strict
    if any(cues.has("negations", table.lowers[k]) for k in table.kids[head] if table.deps[k] == "det"):
        return False
    if not rule.strict and rule.stance not in ("plans", "threatens", "claims", "promises"):
        return True
    known = table.ents[head] in ("ORG", "PERSON", "GPE", "NORP") or table.tags[head] in ("NNP", "NNPS")
    speaker = table.lemmas[head] in cues.every_speaker or low in cues.every_speaker or cues.has("texts", table.lemmas[head])
    return known or speaker or (table.tags[head] == "PRP" and low != "it") or (low == "it" and not rule.strict)


def _fill(reading: Reading, draft: Draft, i: int, rule: VerbCue) -> None:
    """Find the content of an active cue: after it, around it, before it, or as its object."""
    table, cues = reading.table, reading.cues
    assert draft.source is not None  # noqa: S101 - narrows the type; a draft with a verb has a source here
    source = draft.source
    floor = max(source.end, draft.cue[-1].end) if source.start > i else draft.cue[-1].end
    high = reading.bounds(i)[1]
    if rule.label:
        _label(reading, draft, i)
        return
    quote = reading.quote_starting_at(floor)
    if rule.clause and quote is not None and quote.speech:
        draft.contents, draft.direct = [TokenSpan(quote.start, quote.end)], True
        first = reading.quote_ending_before(min(source.start, i))
        if first is not None and reading.in_quote[i] < 0 and table.words[first.inner_end - 1] in (",", "?", "!", "-", "—", "–"):
            draft.contents.insert(0, TokenSpan(first.start, first.end))
        return
    if rule.clause:
        after = contents.clause_after(reading, i, floor)
        if after and not (rule.strict and not _marked(reading, i, after[0])):
            draft.contents, draft.root = [after[0]], after[1]
            return
    span, head = contents.complements(reading, i, rule)
    if span is not None:
        _object(reading, draft, i, rule, span, head)
        if draft.contents or draft.points_back:
            return
    if not rule.clause:
        if rule.stance in (Stance.CLAIMS, Stance.DENIES):
            draft.points_back = True
        return
    left = any(k < i and table.deps[k] == "ccomp" for k in table.kids[i])
    tail = contents.tail_only(reading, floor, high)
    beside = source.end <= i and all(cues.has("when", w) or w in ("has", "have", "had", ",") or table.tags[k] == "RB" or k >= source.end
                                     for k, w in enumerate(table.lowers[source.end:i], source.end))  # fmt: skip
    if left or table.deps[i] == "parataxis" or tail or source.start > i:
        span = contents.before(reading, i, source)
        rest = contents.after_parenthesis(reading, i, floor)
        if span is not None and beside | (source.start > i) and (rest is not None or _told(reading, span)):
            draft.contents = [span]
            draft.root = next((k for k in table.kids[i] if k < i and table.deps[k] == "ccomp"), -1)
            if rest is not None:
                draft.contents.append(rest)
            if table.words[source.start - 1] in ('"', "”", "''") or (source.start > 1 and table.words[source.start - 2] in ('"', "”")):
                draft.direct = reading.in_quote[span.end - 1] >= 0
            return
    if rule.strict:
        return
    if table.deps[i] == "relcl" or (source.start > 0 and table.lowers[source.start - 1] == "what"):
        if source.end <= i and floor < high and table.is_verb(floor):
            draft.contents = [TokenSpan(floor, high)]
            if table.deps[i] == "relcl" and table.is_noun(table.heads[i]):
                draft.contents.insert(0, phrase(table, cues, table.heads[i]))
            trimmed = contents.clip(reading, i, floor, high, floor)
            draft.contents[-1] = trimmed or draft.contents[-1]
            return
    if source.start == reading.bounds(i)[0] and (floor >= high or tail):
        draft.contents = contents.following(reading, i, floor)
        if draft.contents:
            return
    worded = contents.clause_by_words(reading, i, floor)
    if worded is not None:
        draft.contents, draft.root = [worded[0]], worded[1]
        return
    draft.open = True


def _told(reading: Reading, span: TokenSpan) -> bool:
    """Tell whether a range reads as something told: it has a verb, or is a quotation."""
    return any(reading.table.is_verb(k) for k in range(*span)) or reading.in_quote[span.end - 1] >= 0


def _marked(reading: Reading, cue: int, span: TokenSpan) -> bool:
    return "that" in reading.table.lowers[max(cue, span.start - 2) : span.start + 1]


def _label(reading: Reading, draft: Draft, i: int) -> None:
    """Fill "what X called a massacre" and "X described the attack as a massacre"."""
    table = reading.table
    assert draft.source is not None  # noqa: S101
    low, high = reading.bounds(i)
    before = table.lowers[max(low, draft.source.start - 3) : draft.source.start]
    kids = [k for k in table.kids[i] if k > i and table.deps[k] in ("dobj", "oprd", "ccomp", "prep", "attr", "acomp", "xcomp", "nsubj")]
    kids = [k for k in kids if table.deps[k] != "prep" or table.lowers[k] == "as"]
    kids += [k for k in table.kids[i] if k > i and table.deps[k] == "advcl" and table.lowers[table.lows[k]] == "as"]
    quote = reading.quote_starting_at(i + 1) or reading.quote_starting_at(i + 2)
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
    else:
        return
    if table.lowers[start] == "as":
        start += 1
    end = min(max(end, start), high)
    if end > start:
        draft.contents = [TokenSpan(start, end)]
        named = max(kids, default=start)
        if set(table.lowers[table.lows[named] : end]) & reading.cues.words["untrue"]:
            draft.stance = Stance.DENIES


def _object(reading: Reading, draft: Draft, i: int, rule: VerbCue, span: TokenSpan, head: int) -> None:
    """Fill the content of a cue that takes an object, or mark that it points back to an earlier clause."""
    table, cues = reading.table, reading.cues
    low = table.lowers[head]
    pointing = low in cues.words["pronouns_pointing"] or (
        table.lemmas[head] in cues.words["pointing"] and span.end - span.start <= 4 and not any(table.finite(k) for k in range(*span))
    )
    if pointing and table.deps[head] in ("dobj", "pobj"):
        draft.points_back = rule.stance in (Stance.DENIES, Stance.CONFIRMS, Stance.DOUBTS, Stance.CLAIMS)
        draft.pointer = head
        if draft.points_back and low not in cues.words["pronouns_pointing"]:
            draft.contents = [span]
        return
    if low in ("he", "him", "her", "them", "us", "me", "you") and span.end - span.start == 1:
        return
    draft.contents, draft.root = [span], head


def _passive(reading: Reading, i: int, rule: VerbCue, cue: list[TokenSpan]) -> Draft | None:
    """Read "this was denied by rebels", "the attack was claimed by X", "X was accused by Y of shelling"."""
    table, cues = reading.table, reading.cues
    by = table.kid(i, "agent")
    agent = table.kid(by, "pobj") if by >= 0 else -1
    if agent < 0 or table.lemmas[i] in cues.words["carriers"]:
        return None
    source = phrase(table, cues, agent)
    stance = Stance.CLAIMS if table.lemmas[i] == "claim" else rule.stance
    draft = Draft(i, source, agent, cue, [], stance)
    subject = table.subject(i)
    if subject < 0 and table.deps[i] in ("conj", "xcomp"):
        subject = table.subject(table.heads[i])
    if subject < 0 and table.deps[i] == "acl":
        subject = table.heads[i]
    if subject < 0:
        return None
    low = table.lowers[subject]
    if low in cues.words["pronouns_pointing"] or table.lemmas[subject] in cues.words["pointing"]:
        draft.points_back, draft.pointer = True, subject
        if low not in cues.words["pronouns_pointing"]:
            draft.contents = [TokenSpan(table.lows[subject], subject + 1)]
        return draft
    if table.tags[subject] in RELATIVES and table.deps[i] == "relcl":
        subject = table.heads[i]
    whole = phrase(table, cues, subject)
    draft.contents = [whole]
    for kid in table.kids[i]:
        if kid > i and table.deps[kid] in ("prep", "xcomp") and table.lowers[kid] in rule.preps | {"as"} and not contents._is_time(reading, kid):
            start = max(table.lows[kid] + 1, source.end)
            if start <= table.highs[kid]:
                draft.contents.append(TokenSpan(start, table.highs[kid] + 1))
    return draft
