"""What makes a denial: what can be denied, the labels that call it untrue, and negation."""

from sayso.extract.voices.cues import VerbCue
from sayso.extract.voices.drafts import Draft, Reading
from sayso.extract.voices.phrases import trim
from sayso.extract.voices.spoken import TokenSpan
from sayso.model import Stance


def is_told(reading: Reading, i: int) -> bool:
    """Tell whether a word stands for something told before: "this", "the claim", "that number"."""
    table, cues = reading.table, reading.cues
    lemma = table.lemmas[i]
    return table.lowers[i] in cues.words["pronouns_pointing"] or cues.has("pointing", lemma) or cues.has("told", lemma)


def own_content(reading: Reading, noun: int) -> TokenSpan | None:
    """Return what a noun of telling says it holds: "reports of abuses by its troops", "the claim that he fled"."""
    table = reading.table
    for kid in table.kids[noun]:
        if kid > noun and table.deps[kid] in ("acl", "ccomp", "relcl") and table.finite_or_aux(kid):
            return trim(table, noun + 1, table.highs[kid] + 1)
        inner = table.kid(kid, "pobj", "pcomp") if kid > noun and table.lowers[kid] == "of" else -1
        if inner >= 0 and not reading.cues.has("pointing", table.lemmas[inner]):
            return trim(table, kid + 1, table.highs[kid] + 1)
    return None


def deniable(reading: Reading, draft: Draft, rule: VerbCue, head: int) -> bool:
    """Tell whether the object lets the cue be a statement: "rejected the claim", not "rejected the offer"."""
    table, cues = reading.table, reading.cues
    if not rule.only and not rule.unless:
        return True
    if head < 0:
        return not rule.only
    words = {table.lemmas[head], table.lowers[head]}
    if rule.only:
        named = rule.only == "acts" and table.lemmas[head].endswith(tuple(sorted(cues.words["act_endings"])))
        if rule.only == "acts" and cues.has("pronouns_pointing", table.lowers[head]):
            return False  # "al-Qaeda disowned it": a group, as often as an act
        return named or bool(words & cues.words[rule.only]) or is_told(reading, head)
    if words & cues.words[rule.unless] and table.deps[head] in ("dobj", "pobj", "nsubjpass", "nsubj"):
        return False
    if cues.nouns.get(table.lemmas[head]) is Stance.DENIES:
        return False  # "contradicting repeated denials by Kigali": the denial speaks for itself
    person = table.ents[head] == "PERSON" or bool(words & (cues.speakers["person"] | cues.speakers["plural"]))
    if person and not is_told(reading, head) and table.deps[head] == "dobj":
        return False  # "dismissed the commander", "questioned two suspects"
    ruling = draft.source_head >= 0 and cues.has("courts", table.lemmas[draft.source_head])
    return not (ruling and is_told(reading, head))


def call_untrue(reading: Reading, draft: Draft, kids: list[int], span: TokenSpan) -> None:
    """Turn a label into a denial: "called the report a lie", "branded that remark ridiculous"."""
    table, cues = reading.table, reading.cues
    labels = range(table.lows[max(kids, default=span.start)], span.end)
    first = next(
        (
            k
            for k in range(*span)
            if (table.lowers[k] in cues.words["pronouns_pointing"] and table.deps[k] in ("dobj", "nsubj"))
            or (table.is_noun(k) and table.tags[k] != "DT" and table.tags[k + 1][:2] != "NN")
        ),
        span.start,
    )
    if first in labels and table.deps[first] in ("nsubj", "dobj") and first + 1 < span.end:
        labels = range(first + 1, span.end)
    words = set(table.lowers[labels.start : labels.stop])
    told = is_told(reading, first)
    if not words & cues.words["untrue"] and not (
        told and table.lowers[first] != "it" and first < labels.start and words & cues.words["untrue_words"]
    ):
        return
    if any(cues.has("negations", word) for word in words):
        return
    draft.stance = Stance.DENIES
    if told and first < labels.start:
        own = own_content(reading, first)
        draft.contents = [own] if own is not None else draft.contents
        draft.points_back, draft.pointer = own is None, first
    elif labels.start > span.start and (shorter := trim(table, span.start, labels.start)) is not None:
        draft.contents = [shorter]


def says_untrue(reading: Reading, root: int, told: bool, negative: bool) -> bool:
    """Tell whether a clause calls its subject untrue ("was false", "was not true"), or invented ("made up")."""
    table, cues = reading.table, reading.cues
    kids = table.kids[root]
    if negative:
        told_true = any(cues.has("true_words", table.lowers[k]) for k in kids if table.deps[k] in ("acomp", "attr"))
        return told and told_true
    if told and (cues.has("inventing", table.lemmas[root]) or cues.has("inventing", table.lowers[root])):
        return True
    if told and any(f"{table.lemmas[root]} {table.lowers[k]}" in cues.words["inventing_pairs"] for k in kids):
        return True
    predicates = [k for k in kids if table.deps[k] in ("acomp", "attr", "oprd") and k > root]
    words = {table.lemmas[k] for k in predicates} | {table.lowers[j] for k in predicates for j in table.kids[k]}
    words |= {table.lowers[k] for k in predicates}
    return bool(words & cues.words["untrue"] or (told and words & cues.words["untrue_words"]))


def untrue_clause(reading: Reading, root: int, subject: int, negative: bool) -> TokenSpan | None:
    """Return what "it was not true that ..." and "it was a lie that ..." deny, or None."""
    table, cues = reading.table, reading.cues
    if subject < 0 or table.lowers[subject] != "it" or table.lemmas[root] != "be":
        return None
    kids = [k for k in table.kids[root] if table.deps[k] in ("acomp", "attr") and k > root]
    words = cues.words["not_so" if negative else "so_untrue"]
    if not any(table.lowers[k] in words for k in kids):
        return None
    for held in (root, *kids):
        for kid in table.kids[held]:
            if kid > held and table.deps[kid] in ("ccomp", "acl", "relcl") and "that" in table.lowers[held:kid]:
                return trim(table, table.lows[kid], table.highs[kid] + 1)
    return None


def is_negative(reading: Reading, draft: Draft) -> bool:
    """Tell whether the head of the content is negated: "did not bomb", "there was no attack"."""
    table = reading.table
    root = draft.root
    if root < 0:
        return False
    while table.deps[root] in ("aux", "auxpass") and table.heads[root] > root:
        root = table.heads[root]
    auxiliaries = [table.lowers[kid] for kid in table.kids[root] if table.deps[kid] in ("aux", "auxpass")]
    if any(reading.cues.has("obliging", word) for word in auxiliaries) and "have" not in auxiliaries:
        return False  # "must not protect the rebels" says what should be; "cannot have fired" what was not
    if _leaves_standing(reading, root) or _turned_round(reading, draft):
        return False
    for kid in table.kids[root]:
        if table.deps[kid] in ("neg", "det", "advmod", "preconj") and _negates(reading, kid):
            return True
        if table.deps[kid] in ("attr", "dobj", "nsubj", "nsubjpass") and any(
            _negates(reading, k) for k in range(table.lows[kid], kid + 1) if table.deps[k] != "pobj" or k == kid
        ):
            return True
    return False


def to_come(reading: Reading, root: int) -> bool:
    """Tell whether a clause is of what is still to come ("it will be the last"): to doubt it denies no act."""
    table = reading.table
    return root >= 0 and any(reading.cues.has("coming", table.lowers[k]) for k in table.kids[root])


def _leaves_standing(reading: Reading, root: int) -> bool:
    """Tell whether a predicate leaves the act standing though negated: "the raid was not an isolated case"."""
    table, cues = reading.table, reading.cues
    predicates = [k for k in table.kids[root] if table.deps[k] in ("acomp", "attr", "advmod") and k > root]
    return table.lemmas[root] == "be" and any(
        cues.has("standing", table.lowers[j]) for k in predicates for j in range(table.lows[k], k + 1)
    )


def _turned_round(reading: Reading, draft: Draft) -> bool:
    """Tell whether what is said not to have been is only supposed: "would not have fired had it not been for"."""
    lowers = reading.table.lowers
    return any(
        reading.cues.has("supposing", lowers[k]) and lowers[k + 1 : k + 3] == ["it", "not"]
        for span in draft.contents
        for k in range(*span)
    )


def _negates(reading: Reading, i: int) -> bool:
    """Tell whether the token negates what it stands with; "no fewer than 20" negates nothing."""
    table, cues = reading.table, reading.cues
    if not cues.has("negations", table.lowers[i]):
        return False
    return i + 1 >= table.n or not cues.has("not_negating", table.lowers[i + 1])
