"""Pages that stand before an article: forms of consent, paywalls, tests for programs; by their address or words."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from sayso.knowledge.files import read_yaml

MOST = 500_000  # bytes of a page whose words are looked at: what stands before an article is short
_UNSEEN = ("script", "style", "template")
SAID = {
    "consent": "the page is a consent form, which only a person can answer; open it in a browser, save it, and give "
    "sayso the file",
    "paywall": "the page is for those who pay or sign in; save it from a browser that is signed in, and give sayso the "
    "file",
    "check": "the page asks whether a person is there (a captcha); open it in a browser, save it, and give sayso the "
    "file",
}


@dataclass(frozen=True, slots=True)
class Gate:
    """What tells one sort of such pages."""

    name: str
    hosts: tuple[str, ...]
    paths: tuple[str, ...]
    enough: int
    most: int
    phrases: tuple[str, ...]

    def at(self, url: str) -> bool:
        """Tell whether an address is that of such a page."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        named = any(host == one or host.endswith(f".{one}") for one in self.hosts)
        return named or any(parts.path.startswith(one) for one in self.paths)

    def among(self, words: str, article: str) -> bool:
        """Tell whether the words of a page are those of such a page; `article` is its running text."""
        if len(article.split()) > self.most:
            return False
        plain = " ".join(words.replace("’", "'").casefold().split())
        return sum(phrase in plain for phrase in self.phrases) >= self.enough


@lru_cache(maxsize=1)
def gates() -> tuple[Gate, ...]:
    """Return the gates of `knowledge/gates.yaml`."""
    return tuple(
        Gate(name, tuple(d["hosts"]), tuple(d["paths"]), int(d["enough"]), int(d["most"]), tuple(d["phrases"]))
        for name, d in read_yaml("gates.yaml").items()
    )


def gate_at(url: str) -> str:
    """Return the name of the gate that has this address, else ""."""
    return next((gate.name for gate in gates() if gate.at(url)), "")


def gate_among(words: str, article: str | None = None) -> str:
    """Return the name of the gate that has these words of a page, else ""; `article` is its running text, if known."""
    running = words if article is None else article
    return next((gate.name for gate in gates() if gate.among(words, running)), "")


def walled(body: bytes, article: str) -> bool:
    """Tell whether a page says that only the beginning of its article may be read without paying or signing in."""
    wall = next(gate for gate in gates() if gate.name == "paywall")
    return len(article.split()) <= wall.most and wall.among(words_of(body), article)


def words_of(body: bytes) -> str:
    """Return all the words of a page, buttons and forms too; "" of what is no page."""
    if not body.strip() or b"<" not in body[:MOST]:
        return ""
    try:
        tree = document_fromstring(body[:MOST], parser=HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    return " ".join(str(part) for part in tree.itertext())
