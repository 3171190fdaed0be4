"""Where the content of a cue lies: after it, before it, or around it."""

from sayso.extract.voices.cues import VerbCue
from sayso.extract.voices.drafts import Reading
from sayso.extract.voices.phrases import trim
from sayso.extract.voices.spoken import TokenSpan
from sayso.model import Stance

COMPLEMENTS = frozenset({"dobj", "xcomp", "ccomp", "oprd", "acomp", "attr", "pcomp"})
PLAIN_TAIL = frozenset(
    {"IN", "DT", "CD", ",", ".", "JJ", "RB", "TO", "PRP$", "HYPH", "``", "''", ":", "-LRB-", "-RRB-", "POS", "_SP"}
)
# What follows an attribution without telling anything has at most so many words.
TAIL = 14


def clause_after(reading: Reading, cue: int, floor: int) -> tuple[TokenSpan, int] | None:
    """Return the clause that follows the cue as its complement, and its head verb; None when the parse has none."""
    table = reading.table
    for kid in table.kids[cue]:
        if kid > cue and table.deps[kid] == "ccomp" and table.highs[kid] >= floor:
            start = max(table.lows[kid], floor, cue + 1)
            if start > kid and table.subject(kid) < 0:
                continue
            if table.subject(kid) < 0 and (table.tags[kid] == "VBG" or _is_no_clause(reading, cue, kid)):
                continue  # "said speaking on condition of anonymity"
            start = past_time(reading, start, kid)
            marks = [
                k for k in table.kids[kid] if start < k < kid and table.lowers[k] == "that" and table.deps[k] == "mark"
            ]
            start = marks[0] + 1 if marks else start  # "told Reuters by telephone that ..."
            end, high = table.highs[kid] + 1, reading.bounds(cue)[1]
            if (
                end < high
                and table.tags[end] in ("VBD", "VBZ", "VBP", "MD")
                and table.lemmas[end] not in reading.cues.verbs
            ):
                end = high  # the parser lost the verb of the clause
            span = clip(reading, cue, start, end, kid)
            if span:
                return span, kid
    return None


def _is_no_clause(reading: Reading, cue: int, kid: int) -> bool:
    """Tell whether a word was taken for a clause where one is told before: "said in a statement read out on TV"."""
    table = reading.table
    if not any(k < cue and table.deps[k] == "ccomp" for k in table.kids[cue]):
        return False
    bare = not any(table.deps[k] in ("aux", "auxpass", "cop", "attr", "acomp") for k in table.kids[kid])
    return bare and (table.tags[kid] == "VBN" or not table.is_verb(kid))


def is_since(reading: Reading, span: TokenSpan) -> bool:
    """Tell whether a stretch only says when: "..., residents said, a day after the army left"."""
    table, cues = reading.table, reading.cues
    for k in range(span.start, min(span.end, span.start + 5)):
        if table.lowers[k] in ("after", "before"):
            return k > span.start and cues.has("when", table.lemmas[k - 1])
        if table.tags[k] not in ("DT", "CD", "JJ", "NN", "NNS", "RB"):
            return False
    return False


def past_time(reading: Reading, start: int, end: int) -> int:
    """Return the first token after a time of speaking: "said on Monday the truce was holding"."""
    table, cues = reading.table, reading.cues
    at = start
    while at + 1 < end:
        if cues.has("when", table.lowers[at]) and table.tags[at] in ("NNP", "NN", "RB"):
            at += 1
        elif table.tags[at] in ("IN", ",") and cues.has("when", table.lowers[at + 1]):
            at += 2
        elif table.words[at] == "," and at > start:
            at += 1
        else:
            break
    return at


def clause_by_words(reading: Reading, cue: int, floor: int) -> tuple[TokenSpan, int] | None:
    """Return everything after the cue in its sentence if a told clause is there: the fallback for a failed parse."""
    table = reading.table
    high = reading.bounds(cue)[1]
    start = max(floor, cue + 1)
    start = past_time(reading, start, high)
    verb = next((i for i in range(start, high) if table.finite(i)), -1)
    if verb < 0 or verb - start < 1 or table.tags[start] in ("WDT", "WP", "CC", ".", "VBG"):
        return None
    that = next((k for k in range(start, verb) if table.lowers[k] == "that"), -1)
    span = clip(reading, cue, that + 1 if 0 < that < verb - 1 else start, high, verb)
    return (span, verb) if span else None


def clip(reading: Reading, cue: int, start: int, end: int, head: int) -> TokenSpan | None:
    """Cut a content range to its sentence and quotation, and before clauses that belong to the outlet or a next cue."""
    table, cues = reading.table, reading.cues
    low, high = reading.bounds(cue)
    start, end = max(start, low), min(end, high)
    for i in range(start + 1, end):
        if reading.in_quote[i] != reading.in_quote[cue]:
            continue
        if i > head and _says_on(reading, i):
            end = i
            break
        if cues.has("turning", table.lowers[i]) and i > head and _outlet_resumes(reading, i, end, head, cue):
            end = i
            break
        if table.tags[i] == "CC" and i > head and i + 1 < end and table.tags[head] in ("VB", "VBG", "NN", "NNS", "NNP"):
            # "urged both sides to stop and called for talks": a second cue of the same voice.
            step = i + 1 + (table.tags[i + 1] == "RB" and i + 2 < end)
            if table.tags[step] in ("VBD", "VBZ") and (
                table.lemmas[step] in cues.verbs or table.lemmas[step] in cues.extended
            ):
                end = i
                break
        if table.words[i] == ";" and i > head:
            end = i
            break
    while end > start and cues.has("dangling", table.lowers[end - 1]):
        end -= 1
    # "said A and B's army said C": the second clause has a cue of its own.
    return trim(table, start, end)


def _says_on(reading: Reading, i: int) -> bool:
    """Tell whether a participle is a further cue of the voice before it: "said ..., adding that"."""
    table, cues = reading.table, reading.cues
    if table.tags[i] != "VBG" or table.deps[i] not in ("advcl", "acl", "xcomp", "conj", "prep", "dep"):
        return False
    rule = cues.verbs.get(table.lemmas[i])
    said = rule is not None and (rule.clause or rule.object) and not rule.strict and rule.object_stance is None
    said = said or (rule is not None and rule.label and table.words[i - 1] == ",")
    said = said or table.lemmas[i] in cues.words["carriers"]
    return said and not cues.has("before_gerund", table.words[i - 1]) and table.words[i - 1] != "-"


def next_cue(reading: Reading, floor: int, high: int) -> int:
    """Return the further cue that follows an attribution at once: "the ministry said on Monday adding that", or -1."""
    found = next((k for k in range(floor, min(high, floor + TAIL)) if _says_on(reading, k)), -1)
    return found if found >= 0 and tail_only(reading, floor, found) else -1


def _outlet_resumes(reading: Reading, i: int, end: int, head: int, cue: int) -> bool:
    """Tell whether the clause after "but" leaves the voice: own subject, no "that", and no shifted tense."""
    table, cues = reading.table, reading.cues
    if i + 1 < end and cues.has("still_told", table.lowers[i + 1]):
        return False
    verb = next((k for k in range(i + 1, end) if table.finite(k)), -1)
    if verb < 0 or not any(table.is_noun(k) for k in range(i + 1, verb)):
        return False
    if cues.has("conceding", table.lowers[i]):
        return False
    if table.lemmas[verb] in cues.verbs and table.tags[verb] in ("VBD", "VBZ"):
        return True
    if table.tags[cue] not in ("VBD", "VBN"):
        return False
    return table.tags[verb] == "VBD" and table.lemmas[verb] not in ("have", "be") and _shifted(reading, head)


def _shifted(reading: Reading, head: int) -> bool:
    """Tell whether the clause is told in a shifted tense ("had left", "would leave") as words under "said" are."""
    table = reading.table
    return any(reading.cues.has("shifted", table.lowers[k]) for k in [head, *table.kids[head]])


def complements(reading: Reading, cue: int, rule: VerbCue) -> tuple[TokenSpan | None, int]:
    """Return the range of what an object-taking cue is about, and its head; (None, -1) when there is none."""
    table, cues = reading.table, reading.cues
    if rule.light:
        return _beside_object(reading, cue, rule)
    start, end, head = table.n, -1, -1
    kids = [k for k in table.kids[cue] if k > cue]
    clausal = any(
        table.deps[k] in ("xcomp", "ccomp") or (table.deps[k] == "prep" and table.lowers[k] in rule.preps) for k in kids
    )
    for kid in kids:
        dep, low = table.deps[kid], table.lowers[kid]
        if dep in ("dobj", "dative"):
            demand = rule.stance is Stance.DEMANDS and clausal
            if dep == "dative" or (rule.hearer and not demand and (clausal or _is_person(reading, kid))):
                continue
            if not rule.object or cues.has("reflexives", low):
                continue
        elif dep == "prep" or dep == "agent":
            if low not in rule.preps or is_time(reading, kid):
                continue
        elif dep == "xcomp":
            if table.tags[kid] in ("VB", "VBN") and not (rule.to or rule.object):
                continue
        elif dep not in COMPLEMENTS or (dep == "ccomp" and _is_no_clause(reading, cue, kid)):
            continue
        first = table.lows[kid] + (dep == "prep" and end < 0)
        start, end = min(start, max(first, cue + 1)), max(end, table.highs[kid] + 1)
        head = kid if head < 0 or dep in ("xcomp", "ccomp") else head
    if end < 0 or start >= end:
        return None, -1
    if cues.has("texts", table.lemmas[head]) and rule.stance is Stance.ASSERTS and head + 1 == end:
        return None, -1
    return clip(reading, cue, start, end, head), head


def _beside_object(reading: Reading, cue: int, rule: VerbCue) -> tuple[TokenSpan | None, int]:
    """Return what a cue made of verb and object is about: "poured scorn on the claim", whichever of them holds "on"."""
    table = reading.table
    named = table.kid(cue, "dobj", "acomp", "oprd")
    for holder in (named, cue):
        for prep in table.kids[holder] if holder >= 0 else ():
            inner = table.kid(prep, "pobj", "pcomp") if table.lowers[prep] in rule.preps and prep > cue else -1
            if inner >= 0 and not is_time(reading, prep):
                return clip(reading, cue, prep + 1, table.highs[prep] + 1, inner), inner
    return None, -1


def before(reading: Reading, cue: int, source: TokenSpan) -> TokenSpan | None:
    """Return the content that stands before a post-posed attribution ("the army had left, residents said")."""
    table = reading.table
    low, _ = reading.bounds(cue)
    end = min(source.start, cue)
    if end > low and table.lowers[end - 1] in ("as", "but"):
        end -= 1
    quote = reading.quote_ending_before(end) if reading.in_quote[cue] < 0 else None
    if quote is not None and quote.speech:
        low = min(low, quote.start) if quote.start <= low or quote.end - quote.start > end - low else low
    elif (
        low > 0
        and not (table.space[low - 1] or table.words[low - 1] in (".", "!", "?", ":", ";", '"', "”"))
        and not any(table.is_verb(k) for k in range(low, end))
    ):
        # The parser cut the sentence in two before the attribution.
        low = table.first[low - 1]
    if end <= low and low > 0 and table.words[low - 1] == ";":
        low = table.first[low - 1]  # "the jets struck three villages; the agency reported"
    return trim(table, low, end)


def after_parenthesis(reading: Reading, cue: int, floor: int) -> TokenSpan | None:
    """Return the rest of a sentence cut by an attribution ("The strikes, they said, hit a market")."""
    table = reading.table
    high = reading.bounds(cue)[1]
    i = floor
    while i < high and table.words[i] != ",":
        if table.words[i] in ('"', "“", ".", ";") or i - floor > 8 or table.tags[i] in ("VBG", "WDT", "WP"):
            return None
        i += 1
    if i + 1 >= high or table.words[i] != ",":
        return None
    nxt, tag = table.lowers[i + 1], table.tags[i + 1]
    aside = tag in ("WDT", "WP", "WRB", "VBG") or reading.cues.has("turning", nxt) or reading.cues.has("asides", nxt)
    if aside or (tag == "CC" and not (i + 2 < high and table.is_verb(i + 2))):
        return None
    if not any(table.is_verb(k) for k in range(i + 1, high)):
        return None
    return clip(reading, cue, i + 1, high, i + 1)


def tail_only(reading: Reading, start: int, end: int) -> bool:
    """Tell whether only a time, a place of speaking or a hearer follows the attribution to the end of its sentence."""
    table, cues = reading.table, reading.cues
    if end - start > TAIL:
        return False
    for i in range(start, end):
        word = table.lowers[i]
        if table.tags[i] in PLAIN_TAIL or cues.has("when", word) or cues.has("texts", table.lemmas[i]):
            continue
        if cues.has("hearers", word) or cues.has("outlet_names", word) or word in cues.every_speaker or table.ents[i]:
            continue
        if table.space[i] or not word[:1].isalnum():
            continue
        if table.tags[i] == "NN" and i + 1 < end and cues.has("texts", table.lemmas[i + 1]):
            continue
        return False
    return True


def _is_person(reading: Reading, i: int) -> bool:
    table, cues = reading.table, reading.cues
    return (
        table.ents[i] in ("PERSON", "ORG", "GPE", "NORP")
        or table.lemmas[i] in cues.every_speaker
        or cues.has("hearers", table.lowers[i])
        or table.tags[i] == "PRP"
    )


def is_time(reading: Reading, prep: int) -> bool:
    """Tell whether a preposition opens a time ("on Monday", "for months")."""
    inner = reading.table.kid(prep, "pobj")
    return inner >= 0 and (
        reading.cues.has("when", reading.table.lowers[inner]) or reading.cues.has("when", reading.table.lemmas[inner])
    )
