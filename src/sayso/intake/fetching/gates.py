"""Addresses that sites send a reader on to before an article: forms of consent, paywalls, tests for programs."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from sayso.intake.html import CHECK, CONSENT, WALL
from sayso.knowledge.files import read_yaml

# What is said of each, as of a saved page with such words.
SAID = {"consent": CONSENT, "paywall": WALL, "check": CHECK}


@dataclass(frozen=True, slots=True)
class Gate:
    """The addresses of one sort of such pages."""

    name: str
    hosts: tuple[str, ...]
    paths: tuple[str, ...]

    def at(self, url: str) -> bool:
        """Tell whether an address is that of such a page."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        named = any(host == one or host.endswith(f".{one}") for one in self.hosts)
        return named or any(parts.path.startswith(one) for one in self.paths)


@lru_cache(maxsize=1)
def gates() -> tuple[Gate, ...]:
    """Return the gates of `knowledge/gates.yaml`."""
    return tuple(Gate(name, tuple(d["hosts"]), tuple(d["paths"])) for name, d in read_yaml("gates.yaml").items())


def gate_at(url: str) -> str:
    """Return the name of the gate that has this address, else ""."""
    return next((gate.name for gate in gates() if gate.at(url)), "")
