"""Event frames: which words name an act of which kind, and where its agent and target stand.

Frames are data (`knowledge/frames/*.yaml`, one file a kind); this module compiles them into one index by head word.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from sayso.errors import KnowledgeError
from sayso.knowledge.files import locate, read_yaml


@dataclass(frozen=True)
class Frame:
    """One word or phrase that names an act.

    `words` are lower-case lemmas: for a noun the head comes last ("air", "strike"), for a verb first ("shoot", "down").
    `agent` and `target` say where the roles stand: subject, object, none, modifier, or a preposition.
    `object`, `subject`, `infinitive`, `over` (what that infinitive is done to, where it says so), `between` (behind
    "between" or "with"), `of`, `to`, `against`, `inside` (behind "in" or "at"), `under` (the word whose infinitive a
    verb is), `halts` (what is stopped, which tells no act of its own) and `modifiers` are conditions: names of classes,
    several joined by "|".
    `light` lists verbs that a noun must be the object of, `does` verbs whose subject it must be, `beside` nouns and
    adjectives it must stand beside ("collapse of the truce"); one of the three must hold. `generic` leaves the kind to
    the means told beside it; `casualty` marks a word for death or injury; `weak` words make an event only when
    something else (a place, a day, a figure, a party) pins it down; `total` words name a whole war; `stative` verbs
    tell a state; `voice` keeps a frame to the active or to the past; of frames alike the higher `prior` is tried first.
    """

    kind: str
    form: str
    words: tuple[str, ...]
    agent: str = "subject"
    target: str = "object"
    object: str = ""
    subject: str = ""
    infinitive: str = ""
    over: str = ""
    of: str = ""
    to: str = ""
    against: str = ""
    between: str = ""
    inside: str = ""
    under: str = ""
    halts: str = ""
    modifiers: str = ""
    light: tuple[str, ...] = ()
    does: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    preps: tuple[str, ...] = ()
    subject_of: str = ""
    phase: str = ""
    realis: str = ""
    means: str = ""
    number: str = ""
    generic: bool = False
    casualty: bool = False
    weak: bool = False
    total: bool = False
    stative: bool = False
    prior: int = 0
    reflexive: bool = False
    copula: bool = False
    predicate: bool = False
    voice: str = ""

    @property
    def rank(self) -> tuple[int, int, int]:
        """Order in which frames of one head word are tried: longer phrases first, then those with conditions."""
        carried = self.light or self.does or self.beside
        asked = (
            self.object,
            self.subject,
            self.infinitive,
            self.of,
            self.to,
            self.between,
            self.inside,
            self.under,
            self.halts,
            carried,
            self.preps,
        )
        conditions = sum(map(bool, asked))
        return (len(self.words), conditions + self.prior + 2 * self.reflexive - (self.object == "any"), -self.generic)


@dataclass(frozen=True)
class Kind:
    """A kind of event: its meaning, its standing phase and the words that tell its phases.

    `swallows` names the kinds whose words tell no act of their own in a clause of this kind ("blocked an aid convoy").
    """

    name: str
    about: str
    phase: str = ""
    needs_phase: bool = False
    reciprocal: bool = False
    state: bool = False
    phases: dict[str, frozenset[str]] = field(default_factory=dict)
    swallows: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FrameBook:
    """All kinds, and all frames by head word."""

    kinds: dict[str, Kind]
    nouns: dict[str, tuple[Frame, ...]]
    verbs: dict[str, tuple[Frame, ...]]

    def names_act(self, lemma: str) -> bool:
        """Tell whether a noun by itself names an act ("offensive"), not only in a phrase ("surrender of fighters")."""
        return any(len(frame.words) == 1 and not frame.of for frame in self.nouns.get(lemma, ()))


_NAMES = {f.name for f in fields(Frame)} | {"noun", "verb"}


def _frames(kind: str, form: str, entry: Any) -> Iterator[Frame]:
    """Yield a frame for each word of an entry: a word, or fields with one word or a list of them."""
    given: dict[str, Any] = {form: entry} if isinstance(entry, str) else dict(entry)
    words = given.get(form)
    for word in words if isinstance(words, list) else [words]:
        yield _frame(kind, form, {**given, form: word} if word is not None else given)


def _frame(kind: str, form: str, given: dict[str, Any]) -> Frame:
    entry = dict(given)
    unknown = set(given) - _NAMES
    if unknown or form not in given:
        raise KnowledgeError(f"knowledge/frames/{kind}.yaml: {entry!r}: unknown field {sorted(unknown) or form}")
    words = tuple(str(given.pop(form)).lower().split())
    for name in ("light", "does", "beside", "preps"):
        if name in given:
            given[name] = tuple(str(word) for word in given[name])
    return Frame(kind=kind, form=form, words=words, **given)


@lru_cache(maxsize=1)
def frame_book() -> FrameBook:
    """Load the frames of `knowledge/`, once; raises KnowledgeError naming the file and entry that is wrong."""
    names = sorted(path.name for path in locate("frames").iterdir() if path.name.endswith(".yaml"))
    return compile_frames(read_yaml(f"frames/{name}") for name in names)


def compile_frames(entries: Iterable[dict[str, Any]]) -> FrameBook:
    """Compile the contents of frame files; raises KnowledgeError naming the kind and entry that is wrong."""
    kinds: dict[str, Kind] = {}
    index: dict[str, dict[str, list[Frame]]] = {"noun": {}, "verb": {}}
    for data in entries:
        name = data["kind"]
        phases = {phase: frozenset(words) for phase, words in data.get("phases", {}).items()}
        kinds[name] = Kind(
            name=name,
            about=data["about"],
            phase=data.get("phase", ""),
            needs_phase=data.get("needs_phase", False),
            reciprocal=data.get("reciprocal", False),
            state=data.get("state", False),
            phases=phases,
            swallows=frozenset(data.get("swallows", ())),
        )
        for form, head in (("noun", -1), ("verb", 0)):
            for entry in data.get(f"{form}s") or []:
                for frame in _frames(name, form, entry):
                    index[form].setdefault(frame.words[head], []).append(frame)

    def ranked(table: dict[str, list[Frame]]) -> dict[str, tuple[Frame, ...]]:
        return {word: tuple(sorted(found, key=lambda f: f.rank, reverse=True)) for word, found in table.items()}

    return FrameBook(kinds=kinds, nouns=ranked(index["noun"]), verbs=ranked(index["verb"]))
