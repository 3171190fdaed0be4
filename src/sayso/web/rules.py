"""The rules of access as data: which address needs which role, and how often it may be asked for."""

from dataclasses import dataclass
from functools import lru_cache

from sayso.access.roles import Role
from sayso.knowledge.files import read_yaml

SAFE = frozenset(("GET", "HEAD", "OPTIONS"))


@dataclass(frozen=True, slots=True)
class Rule:
    """How often addresses may be asked for: `rate` as the library `limits` writes it."""

    name: str
    rate: str
    methods: frozenset[str]
    paths: tuple[str, ...]

    def fits(self, method: str, path: str) -> bool:
        """Tell whether a request counts."""
        return method in self.methods and under(path, self.paths)


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules; `needed` says what a request asks of who makes it, `delayed` which pages know to hold back."""

    open: tuple[str, ...]
    own: tuple[str, ...]
    delayed: tuple[str, ...]
    roles: tuple[tuple[str, Role], ...]
    limits: tuple[Rule, ...]

    def needed(self, method: str, path: str) -> Role | None:
        """Return the role that a request needs; None where it is for everyone."""
        if under(path, self.open):
            return None
        for place, role in self.roles:
            if under(path, (place,)):
                return role
        return Role.VIEWER if method in SAFE or under(path, self.own) else Role.REVIEWER


@lru_cache(maxsize=1)
def rules() -> Rules:
    """Return the rules of `knowledge/access.yaml`."""
    data = read_yaml("access.yaml")
    return Rules(
        tuple(data["open"]),
        tuple(data["own"]),
        tuple(data["delayed"]),
        tuple((place, Role(role)) for place, role in data["roles"].items()),
        tuple(Rule(r["name"], r["rate"], frozenset(r["methods"]), tuple(r["paths"])) for r in data["limits"]),
    )


def under(path: str, places: tuple[str, ...]) -> bool:
    """Tell whether a path is one of the places or below it."""
    return any(path == place or path.startswith(place if place.endswith("/") else f"{place}/") for place in places)
