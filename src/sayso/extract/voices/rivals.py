"""Rival versions: the accused who names another doer or a mishap, and parties that accuse each other."""

from typing import NamedTuple

from sayso.extract import parties_data
from sayso.extract.parties_words import fold
from sayso.extract.voices.drafts import Draft, Reading
from sayso.extract.voices.phrases import phrase
from sayso.extract.voices.spoken import TokenSpan
from sayso.model import Stance

# The sorts of names by which a word stands for a state, in the tables of parties.
NAMING = frozenset({"country", "adjective", "capital"})


class Side(NamedTuple):
    """What a phrase tells of a party: states and names, and whether it is a state's organ or an armed opposition."""

    names: frozenset[str]
    state: bool
    irregular: bool

    def same(self, other: "Side") -> bool:
        """Tell whether the two may be one party: a name in common, or the same sort where one has no name."""
        if self.opposed(other):
            return False
        if self.names and other.names:
            return bool(self.names & other.names)
        return (self.state and other.state) or (self.irregular and other.irregular)

    def differs(self, other: "Side") -> bool:
        """Tell whether the two are surely not one party."""
        return self.opposed(other) or bool(self.names and other.names and not self.names & other.names)

    def opposed(self, other: "Side") -> bool:
        """Tell whether one is a state's organ and the other an armed opposition."""
        return (self.state and other.irregular) or (self.irregular and other.state)


def country_of(word: str) -> str:
    """Return the code of the country that one word names by name, demonym or capital; "" if none or several."""
    words = list(fold(word))
    end, found, _ = parties_data.names().longest(words, 0, len(words))
    codes = {entry.country for entry in found if entry.sort in NAMING} if end == len(words) else set()
    return codes.pop() if len(codes) == 1 else ""


def side_of(reading: Reading, span: TokenSpan) -> Side:
    """Return whose side a phrase names; "Iran-backed" and "anti-Assad" name nobody."""
    table, cues = reading.table, reading.cues
    names: set[str] = set()
    state = irregular = False
    for k in range(*span):
        low = table.lowers[k].removesuffix("'s")
        if k + 1 < table.n and table.words[k + 1] == "-":
            continue
        state = state or cues.has("state_words", table.lemmas[k]) or cues.has("state_words", low)
        irregular = irregular or cues.has("irregular_words", table.lemmas[k]) or cues.has("irregular_words", low)
        code = country_of(low) or country_of(low.removesuffix("s"))
        if code:
            names.add(code)
        elif table.tags[k][:3] == "NNP" and not cues.has("state_words", low) and low not in cues.every_speaker:
            names.add(low.removesuffix("s"))
    return Side(frozenset(names), state, irregular)


def accused(reading: Reading, draft: Draft) -> TokenSpan | None:
    """Return whom a statement names as the doer: "accused X of", "blamed it on X", "said X had shelled"."""
    table, cues = reading.table, reading.cues
    if draft.stance is Stance.ACCUSES and draft.cue:
        cue = draft.cue[0].start
        ways = ("on", "at") if draft.cue[-1].end > cue + 1 else ("on",)  # "pointed the finger at X"
        on = next((k for k in table.kids[cue] if table.deps[k] == "prep" and table.lowers[k] in ways), -1)
        doer = table.kid(on, "pobj") if on >= 0 else table.kid(cue, "dobj", "dative")
    elif (root := _content_root(reading, draft)) >= 0 and table.is_verb(root):
        passive = table.kid(root, "auxpass") >= 0
        by = table.kid(root, "agent") if passive else -1
        doer = table.kid(by, "pobj") if by >= 0 else (-1 if passive else table.subject(root))
    else:
        doer = -1
    if doer < 0 or not table.is_noun(doer) or cues.has("acts", table.lemmas[doer]):
        return None
    return phrase(table, cues, doer, frozenset({"of"}))


def _content_root(reading: Reading, draft: Draft) -> int:
    """Return the head verb of what is said: the one known, else the first verb with a subject in its first stretch."""
    if draft.root >= 0 or not draft.contents:
        return draft.root
    table = reading.table
    return next((k for k in range(*draft.contents[0]) if table.is_verb(k) and table.subject(k) >= 0), -1)


def is_rival(reading: Reading, reply: Draft, other: Draft) -> bool:
    """Tell whether the accused answers with another doer or a mishap instead of the act that `other` tells."""
    if reply.speaker is None or other.speaker is None or reply.speaker == other.speaker:
        return False
    if any(span.covers(reply.at) for span in other.contents):
        return False
    table, cues = reading.table, reading.cues
    if tells_mishap(reading, reply):
        told = {table.lemmas[k] for span in other.contents for k in range(*span)}
        return bool(told & cues.words["downing"])
    ours, theirs = accused(reading, reply), accused(reading, other)
    if ours is None or theirs is None:
        return False
    held = side_of(reading, theirs)
    if not side_of(reading, reply.speaker).same(held) or not side_of(reading, ours).differs(held):
        return False
    if reply.stance is Stance.ACCUSES:
        rest = [k for span in reply.contents for k in range(*span) if not ours.covers(k) and table.is_noun(k)]
    else:
        root = _content_root(reading, reply)
        rest = [k for k in range(root, max(s.end for s in reply.contents)) if table.is_noun(k)]
    named = {table.lemmas[k] for span in other.contents for k in range(*span) if table.tags[k][:2] == "NN"}
    anaphoric = any(cues.has("same_act", table.lowers[k]) and not _of_oneself(reading, k) for k in rest)
    definite = any(
        (table.lemmas[k] in named or cues.has("acts", table.lemmas[k]))
        and not cues.has("scenes", table.lemmas[k])
        and any(table.lowers[j] in ("the", "that") for j in table.kids[k])
        for k in rest
    )
    return anaphoric or definite or (reply.stance is Stance.ACCUSES and not rest)


def _of_oneself(reading: Reading, k: int) -> bool:
    """Tell whether a reflexive says what somebody did with himself: "turned themselves in", not "shelled himself"."""
    table, cues = reading.table, reading.cues
    object_ = cues.has("reflexives", table.lowers[k]) and table.deps[k] == "dobj"
    return object_ and not cues.has("acts", table.lemmas[table.heads[k]])


def tells_mishap(reading: Reading, draft: Draft) -> bool:
    """Tell whether a voice puts something down to a mishap: "said the crash was due to a technical fault"."""
    mishaps, lemmas = reading.cues.words["mishaps"], reading.table.lemmas
    return draft.stance is Stance.ASSERTS and any(lemmas[k] in mishaps for span in draft.contents for k in range(*span))


def both_ways(reading: Reading, draft: Draft) -> list[Draft]:
    """Return "X and Y blamed each other for the attack" as two statements, each accusing the other; else the draft."""
    table = reading.table
    if draft.stance is not Stance.ACCUSES or draft.source is None or draft.source_head < 0:
        return [draft]
    verb = draft.cue[0].start
    target = table.kid(verb, "dobj")
    mutual = target >= 0 and table.lowers[target] in ("other", "another") and target == table.highs[target]
    light = len(draft.cue) > 1 or draft.cue[0].end - draft.cue[0].start > 1
    first = draft.source_head
    second = table.kid(first, "conj")
    if second < 0 or not (mutual or (light and target >= 0)) or not draft.source.covers(second):
        return [draft]
    joint = next((k for k in table.kids[first] if table.deps[k] == "cc"), second)
    if joint <= draft.source.start:
        return [draft]
    one, two = TokenSpan(draft.source.start, joint), phrase(table, reading.cues, second)
    act = [TokenSpan(max(span.start, target + 1), span.end) for span in draft.contents if span.end > target + 1]
    return [
        Draft(draft.at, voice, head, draft.cue, sorted([held, *act]), draft.stance, root=draft.root)
        for voice, head, held in ((one, first, two), (two, second, one))
    ]
