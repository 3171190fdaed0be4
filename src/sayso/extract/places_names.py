"""The names of places that a report uses, and how it uses each: one name means one place throughout a report."""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.extract.gazetteer import Entry, Gazetteer
from sayso.extract.gazetteer_fold import fold, key
from sayso.extract.places_accept import Candidate
from sayso.extract.places_cues import cues
from sayso.extract.places_spans import Shape, kind_after, kind_before

# A name as it is filed, and whether any table has it.
Name = tuple[str, bool]


@dataclass(slots=True)
class Group:
    """All mentions of one name, resolved together: a report means one place by one name."""

    spelling: str
    entries: tuple[Entry, ...]
    kind: str = ""
    said: str = ""
    chosen: Entry | None = None


def name_key(candidate: Candidate) -> Name:
    """Return under what a candidate's name is filed."""
    return key(candidate.text), bool(candidate.entries)


def groups_of(shape: Shape, found: list[Candidate], table: Gazetteer) -> dict[Name, Group]:
    """Return the mentions of each name, with what words around any of them tell of it: its kind, its country."""
    groups: dict[Name, Group] = {}
    for at, candidate in enumerate(found):
        group = groups.setdefault(name_key(candidate), Group(fold(candidate.text), candidate.entries))
        group.kind = group.kind or _told_kind(shape, candidate)
        listed = _kind_of_list(shape, candidate, found[at + 1 :]) if not group.kind else ""
        if listed:
            named_so = table.find(key(f"{candidate.text} {listed}"))
            group.entries += tuple(e for e in named_so if e.kind == cues().kinds.get(listed))
            if any(e.kind == cues().kinds.get(listed) for e in group.entries):
                group.kind = cues().kinds[listed]
        following = found[at + 1] if at + 1 < len(found) else None
        named_country = any(e.kind == "country" for e in candidate.entries)  # "China, Japan" is a list
        if following and not group.said and not named_country and shape.word(candidate.end) in (",", "in", "("):
            gap = following.start - candidate.end
            if 1 <= gap <= 2 and following.entries:
                wide = [e for e in following.entries if e.kind in ("country", "province")]
                if wide and wide[0].country in {e.country for e in candidate.entries}:
                    group.said = wide[0].country
                    state = fold(wide[0].name)
                    if wide[0].kind == "province" and any(fold(e.within) == state for e in candidate.entries):
                        group.said = state
        group.said = state_after(shape, candidate) or group.said
    return groups


def _told_kind(shape: Shape, candidate: Candidate) -> str:
    kind = kind_after(shape, candidate.end) or kind_before(shape, candidate.start)
    return kind if any(e.kind == kind for e in candidate.entries) else ""


def _kind_of_list(shape: Shape, candidate: Candidate, following: Sequence[Candidate]) -> str:
    """Return the word told in the plural behind the list a name stands in ("Hayes, Clay and Grant counties"), or ""."""
    end = candidate.end
    for one in [None, *following]:
        if one is not None:
            gap = [shape.word(i) for i in range(end, one.start)]
            if not gap or not cues().list_joins.issuperset(gap):
                break
            end = one.end
        if shape.word(end) in cues().plural_kinds:
            return cues().plural_kinds[shape.word(end)]
    return ""


def state_after(shape: Shape, candidate: Candidate) -> str:
    """Return the folded state told by its abbreviation ("Alexandria, La."), "" if it has no place so called."""
    if shape.word(candidate.end) != "," or candidate.end + 1 >= len(shape.text):
        return ""
    told = shape.text[candidate.end + 1]
    if shape.word(candidate.end + 2) == ".":  # the tokenizer cuts "La." in two
        told += "."
    state = fold(cues().us_states.get(told, ""))
    return state if state and any(fold(e.within) == state for e in candidate.entries) else ""
