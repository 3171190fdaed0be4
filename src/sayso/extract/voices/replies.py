"""What answers what: contents that stand in an earlier clause ("this was denied"), and claims of the opposite."""

from sayso.extract.voices.denials import is_negative, is_told, own_content, says_untrue, untrue_clause
from sayso.extract.voices.drafts import Draft, Reading
from sayso.extract.voices.phrases import trim
from sayso.extract.voices.rivals import is_rival, tells_mishap
from sayso.extract.voices.spoken import TokenSpan
from sayso.model import Stance

# A reply looks back over so many sentences for what it answers.
REPLY_REACH = 3
# A mishap may be told further from the downing it stands against.
MISHAP_REACH = 5
# A claim that a failure answers may stand so many statements behind it.
CLAIM_AHEAD = 2
NAMING = ("NN", "VB", "JJ")


def point_back(reading: Reading, drafts: list[Draft]) -> None:
    """Replace the content of "denied it", "this was denied", "said the claim was false" by the clause meant."""
    for number, draft in enumerate(drafts):
        _untrue(reading, draft)
        if draft.root >= 0 and draft.stance in (Stance.DENIES, Stance.CONFIRMS, Stance.DOUBTS):
            told = next((d for d in drafts if d.at == draft.root and d is not draft and d.contents), None)
            if told is not None:
                _answer(draft, told)
                continue
        if draft.points_back:
            _refer(reading, drafts, number)


def _untrue(reading: Reading, draft: Draft) -> None:
    """Turn "said the report was false" into a denial of the report."""
    table = reading.table
    if draft.root < 0 or draft.stance is not Stance.ASSERTS:
        return
    root = draft.root
    kids = table.kids[root]
    subject = table.subject(root)
    told = subject >= 0 and is_told(reading, subject)
    named = told and table.lowers[subject] != "it"  # "it is ridiculous that" speaks of what follows
    negative = any(table.deps[k] == "neg" for k in kids)
    clause = untrue_clause(reading, root, subject, negative)
    if clause is not None:
        draft.stance, draft.contents = Stance.DENIES, [clause]
        return
    if not says_untrue(reading, root, named, negative):
        return
    draft.stance = Stance.DENIES
    if told:
        own = own_content(reading, subject)
        draft.contents = [own] if own is not None and own.end <= root else draft.contents
        draft.points_back = own is None or own.end > root


def _refer(reading: Reading, drafts: list[Draft], number: int) -> None:
    """Find the clause that "it" or "the claim" stands for: told before, earlier in the sentence, or just before."""
    table = reading.table
    draft = drafts[number]
    told = (
        next((d for d in drafts if d.at == draft.pointer and d is not draft and d.contents), None)
        if draft.pointer >= 0
        else None
    )
    if told is not None:
        _answer(draft, told)
        return
    low = table.first[draft.at]
    begin = min([draft.at, *(s.start for s in draft.contents), *((draft.source.start,) if draft.source else ())])
    if draft.begins >= 0:
        begin = draft.begins
        for other in drafts:
            if other is not draft:
                cut = [trim(table, c.start, begin) if c.covers(begin) else c for c in other.contents]
                other.contents = [c for c in cut if c is not None]
    last = low - 1  # the end of the sentence before, whether or not a paragraph ends there
    while last > 0 and table.space[last]:
        last -= 1
    for other in reversed(drafts[:number]):
        if other.source == draft.source or not other.contents or other.stance is Stance.DOUBTS:
            continue
        if draft.at - other.at > 120 or other.contents[-1].end > begin:
            if other.contents[-1].end > begin:
                continue
            break
        if _sentences_between(reading, other.contents[-1].end - 1, last) > 1:
            break
        _answer(draft, other)
        return
    if begin - low > 4:
        cut = begin
        while cut > low and (table.words[cut - 1] == "," or reading.cues.has("before_reply", table.lowers[cut - 1])):
            cut -= 1
        span = trim(table, low, cut)
    else:
        at = low - 1
        while at >= 0 and table.space[at] and "\n" not in table.words[at]:
            at -= 1
        span = trim(table, table.first[at], table.stop[at]) if at >= 0 else None
    if span is not None and any(table.is_verb(k) for k in range(*span)):
        draft.contents, draft.rebuts = [span], span


def _answer(draft: Draft, other: Draft) -> None:
    draft.contents, draft.rebuts_draft, draft.rebuts = list(other.contents), other, other.contents[0]


def _sentences_between(reading: Reading, a: int, b: int) -> int:
    table = reading.table
    count, at = 0, a
    while at < table.n and table.stop[at] <= b and count < 9:
        at, count = max(table.stop[at], at + 1), count + 1
    return count


def find_rivals(reading: Reading, drafts: list[Draft]) -> None:
    """Mark as denial the answer of the accused that another did it, or that it was a mishap."""
    for number, draft in enumerate(drafts):
        if draft.rebuts is not None or draft.stance not in (Stance.ASSERTS, Stance.ACCUSES):
            continue
        mishap = tells_mishap(reading, draft)
        near = list(reversed(drafts[:number]))
        if mishap:  # the other version may follow: "... while the rebels said they had shot it down"
            near = [
                d for d in drafts[number + 1 :] if reading.table.first[d.at] == reading.table.first[draft.at]
            ] + near
        for other in near:
            if _sentences_between(reading, other.at, draft.at) > (MISHAP_REACH if mishap else REPLY_REACH):
                break
            if other.stance in (Stance.ASSERTS, Stance.ACCUSES, Stance.CLAIMS) and is_rival(reading, draft, other):
                draft.rebuts, draft.rebuts_draft = other.contents[0], other
                draft.stance = Stance.DENIES if draft.stance is Stance.ASSERTS else draft.stance
                break


def find_rebuttals(reading: Reading, drafts: list[Draft]) -> None:
    """Mark as denial a voice that tells the failure of what another voice has just claimed."""
    find_rivals(reading, drafts)
    for number, draft in enumerate(drafts):
        if draft.root < 0 or draft.rebuts is not None or draft.stance is not Stance.ASSERTS:
            continue
        failing = reading.cues.has("failing", reading.table.lemmas[draft.root]) and _fails_fighters(reading, draft)
        negative = is_negative(reading, draft)
        if not failing and not negative:
            continue
        # the claim may follow: "the army said it had repelled the attack. The rebels said they had taken the base"
        ahead = drafts[number + 1 : number + 1 + CLAIM_AHEAD] if failing else []
        for other in [*reversed(drafts[:number]), *ahead]:
            apart = _sentences_between(reading, min(other.at, draft.at), max(other.at, draft.at))
            if apart > REPLY_REACH or not other.contents:
                if other.at > draft.at:
                    break
                continue
            if other.speaker == draft.speaker:
                if other.stance is Stance.DENIES and other.rebuts is not None:
                    other = other.rebuts_draft or other
                else:
                    continue
            if any(span.covers(other.at) for span in draft.contents):
                continue
            if failing and not _gains(reading, other):
                continue
            shared = _naming(reading, draft.contents) & _naming(reading, other.contents)
            if failing and draft.at > other.at and other.speaker != draft.speaker and _fails_it(reading, draft):
                draft.rebuts, draft.rebuts_draft, draft.stance = other.contents[0], other, Stance.DENIES
                break
            named = failing and any(
                reading.table.tags[k] == "NNP" and reading.table.lemmas[k] in shared for k in _all(draft)
            )
            if other.speaker != draft.speaker and (named or len(shared) >= 2):
                draft.rebuts, draft.rebuts_draft = other.contents[0], other
                if failing:
                    draft.stance = Stance.DENIES
                break


def _fails_fighters(reading: Reading, draft: Draft) -> bool:
    """Tell whether what failed is an act of war or those who fight: not "prevented the evacuation of the wounded"."""
    table, cues = reading.table, reading.cues
    what = table.kid(draft.root, "dobj")
    if what < 0 or table.ents[what] or table.tags[what] not in ("NN", "NNS"):
        return True
    fighters = {table.lemmas[what], table.lowers[what]} & cues.every_speaker
    kept = any(table.lowers[k] == "from" for k in table.kids[draft.root])
    return kept or bool(fighters) or cues.has("acts", table.lemmas[what])


def _fails_it(reading: Reading, draft: Draft) -> bool:
    """Tell whether a voice says that the very attack just told of failed: "said the attack was repelled"."""
    table = reading.table
    for kid in table.kids[draft.root]:
        if table.deps[kid] in ("nsubjpass", "nsubj", "dobj") and reading.cues.has("acts", table.lemmas[kid]):
            return any(reading.cues.has("definite", table.lowers[k]) for k in table.kids[kid] if table.deps[k] == "det")
    return False


def _gains(reading: Reading, draft: Draft) -> bool:
    """Tell whether a voice tells of ground taken: what somebody denies who says that the attack was repelled."""
    table = reading.table
    return any(reading.cues.has("gaining", table.lemmas[k]) for k in _all(draft) if table.tags[k][:2] in ("VB", "NN"))


def _all(draft: Draft) -> list[int]:
    return [k for span in draft.contents for k in range(*span)]


def _naming(reading: Reading, spans: list[TokenSpan]) -> set[str]:
    """Return the dictionary forms of nouns and full verbs in the spans."""
    table, cues = reading.table, reading.cues
    return {
        table.lemmas[k]
        for span in spans
        for k in range(*span)
        if table.tags[k].startswith(NAMING) and not cues.has("telling_nothing", table.lemmas[k])
    }
