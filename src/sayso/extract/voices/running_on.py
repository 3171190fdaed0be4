"""Speech that runs on in a sentence without a cue: "he said. They had also burned it", "said. Five of them died"."""

from sayso.extract.voices.drafts import Draft, Reading
from sayso.extract.voices.phrases import trim
from sayso.model import Stance


def carry_on(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Return drafts for sentences that run on in the voice before: in the past perfect with "also", or counting on.

    Either mark alone is as often the outlet's own: "clashes also broke out", "the army had left the town in May".
    Who counts on ("five of them", "another 70") speaks of those whom the voice told of.
    """
    table, cues = reading.table, reading.cues
    found: list[Draft] = []
    last_in: dict[int, Draft] = {}
    busy: set[int] = set()
    for draft in drafts:
        busy.add(table.first[draft.at])
        for span in draft.contents:
            busy.add(table.first[span.start])
        if reading.in_quote[draft.at] < 0:
            last_in[table.first[draft.at]] = draft
    previous = -1
    for low, high in table.sents:
        before, previous = previous, low
        if low in busy or high - low < 4 or before < 0 or before not in last_in:
            continue
        voice = last_in[before]
        counting = _counts_on(reading, low, high)
        if (
            voice.source is None
            or (voice.direct and not counting)
            or (not counting and not voice.runs_on and (voice.root < 0 or not table.finite_or_aux(voice.root)))
            or voice.stance not in (Stance.ASSERTS, Stance.CONFIRMS)
            or not voice.contents
        ):
            continue
        if any("\n" in table.words[k] for k in range(table.stop[before], low)) or reading.in_quote[low] >= 0:
            continue
        cue = voice.cue[0].start if voice.cue else -1
        if not voice.runs_on and (cue < 0 or table.tags[cue] not in ("VBD",) or table.tags[low] == "IN"):
            continue
        root = next((k for k in range(low, high) if table.heads[k] == k), -1)
        if root < 0 or cues.has("breaking_off", table.lowers[low]):
            continue
        auxiliaries = {table.lowers[k] for k in table.kids[root] if table.deps[k] in ("aux", "auxpass")}
        also = any(cues.has("carry_on", table.lowers[k]) for k in table.kids[root])
        perfect = "had" in auxiliaries and table.tags[root] == "VBN"
        if not counting and not (perfect and also):
            continue
        told = trim(table, low, high)
        if told is None:
            continue
        draft = Draft(
            low, voice.source, voice.source_head, [], [told], Stance.ASSERTS, via=voice.via, root=root, runs_on=True
        )
        found.append(draft)
        last_in[low] = draft
    return found


def _counts_on(reading: Reading, low: int, high: int) -> bool:
    """Tell whether a sentence goes on to count those told of before: "Five of them died", "Another 70 were hurt"."""
    table, cues = reading.table, reading.cues
    root = next((k for k in range(low, high) if table.heads[k] == k), -1)
    subject = table.subject(root) if root >= 0 else -1
    if not low <= subject < root or table.lows[subject] != low or not table.finite_or_aux(root):
        return False
    if table.tags[root] not in ("VBD", "VBN") or any(table.lemmas[k] == "have" for k in table.kids[root]):
        return False
    if table.tags[subject] == "CD" and any(cues.has("another", table.lowers[k]) for k in table.kids[subject]):
        return True
    if table.tags[subject] != "CD" and not cues.has("partly", table.lowers[subject]):
        return False
    of = table.kid(subject, "prep")
    whole = table.kid(of, "pobj") if of >= 0 and table.lowers[of] == "of" else -1
    if whole >= 0:
        return cues.has("for_those", table.lowers[whole])
    return cues.has("partly", table.lowers[subject]) and table.highs[subject] == subject
