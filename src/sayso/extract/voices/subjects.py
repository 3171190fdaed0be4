"""Who stands behind a speech verb: the parsed subject, one shared along a chain, or one read from the words."""

from sayso.extract.voices import contents
from sayso.extract.voices.beside import closing_speaker, named_beside, speaker_beside
from sayso.extract.voices.drafts import Draft, Reading
from sayso.extract.voices.phrases import head_of, phrase, phrase_before, tells_when
from sayso.extract.voices.spoken import TokenSpan
from sayso.extract.voices.subjects_worded import (
    RELATIVES,
    Found,
    carried,
    inverted_subject,
    speaker_like,
    subject_by_words,
)

# How far a subject may be looked for up the chain "said ..., adding ..., and warning ...".
CHAIN = 7


def find_subject(reading: Reading, i: int, earlier: list[Draft]) -> Found | None:
    """Return the source phrase, its head and the carrier of the cue at `i`."""
    table, cues = reading.table, reading.cues
    if table.tags[i] == "VBG" and table.deps[i] == "acl" and cues.has("crowds", table.lemmas[table.heads[i]]):
        return None  # "attended a rally celebrating the capture"
    own = _first_of_apposition(reading, i)
    closing = closing_speaker(reading, i) if own < 0 or is_act(reading, own) else None
    if closing is not None and not closing.covers(own):
        return closing, head_of(table, closing), None
    if own >= 0 and table.tags[i] == "VBG" and table.lowers[own] in cues.words["pronouns_pointing"]:
        own = -1  # "echoed that, calling the reports a lie"
    if own >= 0 and table.tags[i] == "VBG" and _run_together(reading, own, i):
        own = -1
    if own < 0 and table.tags[i] == "VBG":
        told_with = i - 1
        if (
            i > 1
            and table.deps[told_with] in ("pobj", "nsubj")
            and table.lowers[max(0, table.lows[told_with] - 1)] == "with"
        ):
            return phrase(table, cues, told_with), told_with, None
        quoted = carried(reading, i)
        if quoted:
            return quoted
        for draft in reversed(earlier):
            same = table.first[draft.at] == table.first[i] and draft.source is not None
            if same and draft.source and draft.source.end <= i and table.lowers[i - 1] != "by":
                if (
                    table.deps[i] == "acl"
                    and table.heads[i] in (draft.source_head, i - 1)
                    and table.heads[i] != draft.at
                ):
                    break
                return draft.source, draft.source_head, draft.via
    if table.finite(i) and (beside := named_beside(reading, i)) is not None and not beside.start <= own < i:
        return beside, beside.end - 1, None
    if own < 0 and table.tags[i] in ("VBD", "VBZ", "VBP", "VBN") and (beside := speaker_beside(reading, i)) is not None:
        return beside, head_of(table, beside), None
    at, steps = i, 0
    if own < 0 and table.finite(i) and not _coordinated(reading, i):
        worded = subject_by_words(reading, i)
        if worded is not None:
            return worded
    lost = False  # the chain has run into a noun that does not speak
    while own < 0 and steps < CHAIN and table.heads[at] != at:
        up, dep = table.heads[at], table.deps[at]
        if dep in ("conj", "advcl", "xcomp", "pcomp", "prep", "aux", "dep"):
            at = up
            if table.is_noun(at) and dep != "conj":
                # "forged a pretext for accusing the army": the pretext does not accuse
                own = at if dep != "prep" or not is_act(reading, at) else -1
            elif table.is_verb(at) and not (dep == "conj" and _other_tense(reading, i, at)):
                own = table.subject(at)
                if dep == "conj" and own >= 0 and _disagrees(reading, own, i):
                    own, lost = -1, True
        elif (dep == "acl" and table.is_noun(up) and up < i) or (dep == "relcl" and steps):
            lost = lost or (table.tags[i] == "VBG" and is_act(reading, up))
            own, at = (-1, up) if lost else (up, at)
        elif lost and dep in ("pobj", "dobj", "attr"):
            at = up
            own = table.subject(at) if table.is_verb(at) else -1
        else:
            break
        steps += 1
    if steps and own >= 0 and (lost or is_act(reading, own) or _done_to(reading, own, i, at)):
        # "said the fighting was going on and reported clashes": the one who said, not the fighting.
        for draft in reversed(earlier):
            if draft.source is not None and any(s.covers(own) for s in draft.contents):
                return draft.source, draft.source_head, draft.via
    if own >= 0 and table.deps[own] == "nsubjpass" and table.kid(at, "agent") >= 0 and at != i:
        agent = table.kid(table.kid(at, "agent"), "pobj")
        own = agent if agent >= 0 else own
    if own >= 0 and table.tags[own] in RELATIVES and table.deps[i] in ("relcl", "conj", "ccomp"):
        up = table.heads[i] if table.deps[i] == "relcl" else table.heads[table.heads[i]]
        own = up if table.is_noun(up) and up < own else own
    if own < 0 or _misread(reading, own, i):
        return subject_by_words(reading, i)
    if own > i and table.kid(i, "ccomp") > i and table.deps[own] != "nsubj":
        return subject_by_words(reading, i)
    span = phrase(table, cues, own)
    before = span.start - 1
    if before > 0 and table.tags[before] == "IN" and span.end <= i and table.lemmas[before - 1] in cues.every_speaker:
        # "A reporter in Aleppo said", with the place taken for the subject.
        whole = phrase_before(table, cues, span.end)
        if whole is not None and whole.start < span.start:
            return whole, before - 1, None
    if own < i and is_act(reading, own):
        # "The toll will rise, added the Observatory" and "... killing 60 civilians a war monitor said".
        shown = cues.has("texts", table.lemmas[own])  # "a video by the group shows fighters": they are in it
        inverted = None if shown else inverted_subject(reading, i, reading.bounds(i)[1])
        if inverted is not None:
            return inverted
        nearest = phrase_before(table, cues, i)
        if nearest is not None and nearest.start > own and speaker_like(reading, nearest):
            return nearest, nearest.end - 1, None
    if own < i and _counted(reading, own):
        # "... wounded at least 37 people in Homs state television reported"
        other = subject_by_words(reading, i)
        if other is not None and other[0].start > own and speaker_like(reading, other[0]):
            return other
    if span.end <= i and _fresh_phrase(reading, span, i):
        return subject_by_words(reading, i) or (span, own, None)
    return span, own, None


def _run_together(reading: Reading, own: int, cue: int) -> bool:
    """Tell whether a participle was given the noun before it for its subject: "they held Bria reporting clashes"."""
    table = reading.table
    if any(table.deps[k] == "aux" for k in table.kids[cue]):
        return False
    start = phrase(table, reading.cues, own).start
    return start > table.first[cue] and table.tags[start - 1] not in (",", "IN", "CC") and not table.space[start - 1]


def _other_tense(reading: Reading, cue: int, verb: int) -> bool:
    """Tell whether a present cue is joined to a past clause of time: "is there since it came and denies losses"."""
    tags, deps = reading.table.tags, reading.table.deps
    return tags[cue] in ("VBZ", "VBP") and tags[verb] == "VBD" and deps[verb] == "advcl"


def _disagrees(reading: Reading, subject: int, cue: int) -> bool:
    """Tell whether a plural subject is joined to a singular cue: "claims that forces had lied and has found ..."."""
    table = reading.table
    if table.tags[subject] != "NNS" or table.kid(subject, "conj") >= 0:
        return False
    return table.tags[cue] == "VBZ" or any(table.tags[k] == "VBZ" for k in table.kids[cue] if table.deps[k] == "aux")


def _done_to(reading: Reading, subject: int, cue: int, verb: int) -> bool:
    """Tell whether an active cue is joined to a passive clause: "said 12 soldiers had been killed and denied ..."."""
    table = reading.table
    return table.deps[subject] == "nsubjpass" and table.finite(cue) and table.kid(verb, "auxpass") >= 0


def is_act(reading: Reading, head: int) -> bool:
    """Tell whether a subject is no speaker: a common noun that is neither a name, a person nor a body."""
    table, cues = reading.table, reading.cues
    common = table.tags[head] in ("NN", "NNS") and not table.ents[head] and not table.words[head].isupper()
    return common and table.lemmas[head] not in cues.every_speaker and table.lowers[head] not in cues.every_speaker


def _counted(reading: Reading, head: int) -> bool:
    """Tell whether a noun is of people counted, none of whom speak for a living: "37 people", "50 others"."""
    table, cues = reading.table, reading.cues
    counted = table.kid(head, "nummod") >= 0
    return counted and table.lemmas[head] not in cues.every_speaker and table.lowers[head] not in cues.every_speaker


def _fresh_phrase(reading: Reading, span: TokenSpan, cue: int) -> bool:
    """Tell whether a speaker's word before the cue is glued to an earlier phrase ("people on Monday activists")."""
    table, cues = reading.table, reading.cues
    if any(tells_when(table, cues, k) for k in range(span.start + 1, span.end)):
        return True
    gap = range(span.end, cue)
    return (
        len(gap) > 0
        and all(table.tags[k] in ("NN", "NNP", "NNS", "JJ", "HYPH") for k in gap)
        and table.lowers[cue - 1] in cues.every_speaker
    )


def _first_of_apposition(reading: Reading, i: int) -> int:
    """Return the subject; of "The Observatory a monitoring group said" (a comma lost) the first phrase."""
    table, cues = reading.table, reading.cues
    own = table.subject(i)
    if own < 0:
        return own
    start = table.lows[own]
    fresh = table.words[start][:1].isupper() and table.tags[start] == "DT"  # a new sentence after a line without a stop
    opener = tuple(cues.words["openers"])
    if start == table.first[i] and table.lowers[own].startswith(opener) and (named := table.kid(own, "appos")) > own:
        return named  # "Meanwhilee the coalition denied"
    if table.ents[own] == "PERSON":
        return own
    for kid in table.kids[i]:
        if kid >= own or own > i or table.deps[kid] != "nsubj" or fresh or table.lowers[kid].startswith(opener):
            continue
        broken = any(table.is_verb(k) or table.words[k] in ('"', "”", ")") for k in range(kid + 1, own))
        if not broken and (table.ents[kid] in ("ORG", "PERSON") or table.lemmas[kid] in cues.every_speaker):
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
    """Tell whether the parser's subject cannot be right: a told clause stands between it and the cue."""
    table = reading.table
    if 0 <= reading.in_quote[own] != reading.in_quote[cue] and table.tags[own][:3] != "NNP":
        return True  # "... and 50 others wounded" said the Observatory: who is told of in a quotation does not tell it
    if table.tags[own] == "EX" or (table.deps[cue] == "acl" and table.tags[cue] in ("VBN", "VBD")):
        return True
    if own > cue or table.tags[own] in RELATIVES or table.tags[cue] not in ("VBD", "VBZ", "VBP"):
        return False
    end = table.highs[own] if table.highs[own] < cue else own
    clause = [
        k
        for k in range(own + 1, cue)
        if table.tags[k] in ("VB", "VBN", "VBD", "VBZ", "VBP", "MD") and table.deps[k] in ("acl", "relcl")
    ]
    if not clause or table.words[cue - 1] == "," or end < cue - 2:
        return False
    last = table.tags[cue - 1][:2] == "NN" or table.tags[cue - 1] == "PRP"
    return last and contents.tail_only(reading, cue + 1, reading.bounds(cue)[1]) and _determined(reading, own, cue)


def _determined(reading: Reading, own: int, cue: int) -> bool:
    """Tell whether a fresh speaker stands right before the cue ("... on Tuesday the monitoring group said")."""
    found = phrase_before(reading.table, reading.cues, cue)
    if found is None or found.start <= own + 1:
        return False
    before = found.start - 1
    named = (
        reading.table.tags[found.start] in ("DT", "PRP", "PRP$")
        or reading.table.lowers[found.end - 1] in reading.cues.every_speaker
    )
    return named and reading.table.tags[before] not in ("IN", "TO", "VBD", "VBZ", "VBP", "VBG", "VBN", "CC")
