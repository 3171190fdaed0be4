"""Who stands behind a speech verb by the words around it: right before it, behind it, or quoted through another."""

from sayso.extract.voices.drafts import Reading
from sayso.extract.voices.phrases import head_of, phrase, phrase_before, with_body
from sayso.extract.voices.spoken import TokenSpan

RELATIVES = frozenset({"WDT", "WP"})
INSIDE_NOUN = frozenset({"JJ", "HYPH", "VBN", "NN", "NNP", "NNPS", "NNS"})
BEFORE_NOUN = INSIDE_NOUN | {"DT", "RB"}
# The source phrase, the token at its head, and the phrase of who carries the words.
Found = tuple[TokenSpan, int, TokenSpan | None]


def subject_by_words(reading: Reading, i: int) -> Found | None:
    """Return the speaker right before or behind a cue, whatever the parse says."""
    table, cues = reading.table, reading.cues
    if table.tags[i] not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    low, high = reading.bounds(i)
    found = phrase_before(table, cues, i)
    inverted = inverted_subject(reading, i, high) if not _is_told_to(reading, i) else None
    if inverted is not None and not (found is not None and speaker_like(reading, found)):
        return inverted
    if found is not None and found.start >= low:
        head = head_of(table, found)
        named = table.ents[found.end - 1] or table.tags[found.end - 1][:3] == "NNP"
        if found.start > low or not table.finite(i) or table.lemmas[head] in cues.every_speaker or named:
            return found, head, None
    return None


def _is_told_to(reading: Reading, cue: int) -> bool:
    """Tell whether what stands behind a cue is who is told: "told Reuters", never "said Reuters"."""
    rule = reading.cues.verbs.get(reading.table.lemmas[cue])
    return rule is not None and rule.hearer


def speaker_like(reading: Reading, span: TokenSpan) -> bool:
    """Tell whether a phrase is one of somebody who may speak: a word for such, a pronoun, or a name."""
    table, cues = reading.table, reading.cues
    head = span.end - 1
    return (
        table.tags[head] == "PRP"
        or table.lowers[head] in cues.every_speaker
        or table.lemmas[head] in cues.every_speaker
        or (
            table.ents[head] in ("ORG", "PERSON", "NORP")
            and not cues.has("before_places", table.lowers[span.start - 1])
        )
    )


def inverted_subject(reading: Reading, i: int, high: int) -> Found | None:
    """Return the subject that follows its cue: "..., said the army", when nothing is told after it."""
    table, cues = reading.table, reading.cues
    nxt = i + 1
    if (
        table.tags[i] not in ("VBD", "VBZ", "VBN")
        or nxt >= high
        or table.tags[nxt] not in ("DT", "NN", "NNP", "NNPS", "NNS", "JJ", "PRP")
    ):
        return None
    if table.tags[nxt] == "PRP" and (table.lowers[nxt] == "it" or cues.has("object_pronouns", table.lowers[nxt])):
        return None
    head = nxt
    while head + 1 < high and table.tags[head] in BEFORE_NOUN and table.tags[head + 1] in INSIDE_NOUN:
        head += 1
    span = TokenSpan(nxt, max(phrase(table, cues, head).end, head + 1))
    rest = range(span.end, high)
    if any(table.finite(k) and table.deps[k] != "relcl" for k in rest) or not speaker_like(
        reading, TokenSpan(nxt, head + 1)
    ):
        return None
    return span, head, None


def carried(reading: Reading, i: int) -> Found | None:
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
    start = min([at, *(k for k in table.kids[at] if table.deps[k] in ("aux", "auxpass") and k < at)])
    nearest = phrase_before(table, cues, start) if passive else None
    far = speaker < 0 or table.heads[speaker] != at or (nearest is not None and nearest.end - 1 > table.highs[speaker])
    if nearest is not None and far and speaker_like(reading, nearest):
        return nearest, nearest.end - 1, phrase(table, cues, via_head) if via_head >= 0 else None
    if speaker < 0:
        found = phrase_before(table, cues, as_ if as_ < i else i - 1) if not passive else None
        if found is None:
            return None
        return found, found.end - 1, phrase(table, cues, via_head) if via_head >= 0 else None
    source = phrase(table, cues, speaker)
    if not passive:
        source = with_body(table, cues, source, i - 1)
    return source, speaker, phrase(table, cues, via_head) if via_head >= 0 else None
