"""Answers appended to what was told ("..., he said, a charge Tehran denies"), found by their words, not the parse.

The parser takes them for a new clause, a name or a verb of its own, and the voice before them for one that tells of the
charge. They are set apart first, so that the voice before keeps what it told.
"""

from dataclasses import dataclass

from sayso.extract.voices.cues import Cues
from sayso.extract.voices.spoken import TokenSpan
from sayso.extract.voices.table import Table
from sayso.model import Stance

# Words of the speaker's phrase, and words between it and the verb, at most.
_SPEAKER, _BETWEEN = 6, 3
# Words behind a verb of naming in which the label stands ("called baseless", "described as pure fiction").
_LABEL = 4


@dataclass(frozen=True, slots=True)
class Appended:
    """One appended answer: where it starts, the noun for what is answered, who answers, by which verb and how."""

    start: int
    noun: int
    speaker: TokenSpan
    verb: int
    end: int
    stance: Stance
    act: bool = False  # the noun tells the act itself ("an attack the group admitted")


def find_appended(table: Table, cues: Cues) -> list[Appended]:
    """Return the appended answers of a report in order."""
    found = []
    for i in range(1, table.n - 4):
        if (table.words[i] == "," or _runs_on(table, cues, i)) and table.stop[i] > i + 3:
            one = _at(table, cues, i + 1, table.stop[i])
            if one is not None:
                found.append(one)
    return found


def _runs_on(table: Table, cues: Cues, i: int) -> bool:
    """Tell whether "an account backed by" follows a word whose comma is lost."""
    opens = table.lowers[i + 1] in ("a", "an") and table.tags[i][:2] in ("NN", "RB", "CD")
    return opens and table.lowers[i + 4] == "by" and _is_charge(table, cues, i + 2)


def _at(table: Table, cues: Cues, start: int, stop: int) -> Appended | None:
    noun = start
    while noun < stop and noun - start < 3 and table.tags[noun] in ("DT", "JJ", "PRP$"):
        noun += 1
    if noun >= stop:
        return None
    charge = _is_charge(table, cues, noun)
    if not charge and not (table.lowers[start] in ("a", "an") and cues.has("acts", table.lemmas[noun])):
        return None  # "an attack the group admitted" is one too
    if charge and noun + 3 < stop and table.lowers[noun + 2] == "by" and table.tags[noun + 1] in ("VBN", "VBD"):
        by = _answers(table, cues, noun + 1, stop)  # "a claim denied by the rebels"
        end = _end(table, noun + 1, stop)
        last = next((k for k in range(noun + 3, end) if not table.words[k][:1].isalnum()), end)
        if by is not None and 0 < last - noun - 3 <= _SPEAKER and any(table.is_noun(k) for k in range(noun + 3, last)):
            return Appended(start, noun, TokenSpan(noun + 3, last), noun + 1, end, by)
    first = noun + 1 + (noun + 1 < stop and cues.has("relative_openers", table.lowers[noun + 1]))
    for verb in range(first + 1, min(first + _SPEAKER + _BETWEEN, stop)):
        if table.words[verb] in (",", ";", ":"):
            return None
        stance = _answers(table, cues, verb, stop)
        if stance is not None and (charge or stance is Stance.CONFIRMS):
            last = verb
            while last > first and cues.has("before_denying", table.lowers[last - 1]):
                last -= 1
            if not 0 < last - first <= _SPEAKER or not any(table.is_noun(k) for k in range(first, last)):
                return None
            return Appended(start, noun, TokenSpan(first, last), verb, _end(table, verb, stop), stance, act=not charge)
    return None


def _is_charge(table: Table, cues: Cues, noun: int) -> bool:
    words = {table.lemmas[noun], table.lowers[noun], table.lowers[noun].removesuffix("s")}
    return bool(words & (cues.words["pointing"] | cues.words["told"] | cues.words["charges_bare"]))


def _answers(table: Table, cues: Cues, verb: int, stop: int) -> Stance | None:
    """Return how a verb answers: denial, confirmation, a label of untruth behind it; None if it does not."""
    if cues.has("backing", table.lemmas[verb]) and table.lowers[verb + 1] == "by":
        return Stance.CONFIRMS  # "an account backed by the Red Cross"
    for lemma in (table.lemmas[verb], table.lowers[verb].removesuffix("s")):
        rule = cues.verbs.get(lemma)
        if rule is None:
            continue
        if rule.label:
            behind = {table.lowers[k] for k in range(verb + 1, min(verb + 1 + _LABEL, stop))}
            return Stance.DENIES if behind & (cues.words["untrue"] | cues.words["untrue_words"]) else None
        said = table.tags[verb][:2] == "VB" or (table.tags[verb][:2] == "NN" and table.lowers[verb] != lemma)
        if said and rule.stance in (Stance.DENIES, Stance.CONFIRMS):
            return rule.stance
    return None


def _end(table: Table, verb: int, stop: int) -> int:
    """Return where an appended answer ends: at the next comma or semicolon, or with its sentence."""
    return next((k for k in range(verb + 1, stop) if table.words[k] in (",", ";")), stop)
