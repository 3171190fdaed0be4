"""One reader for all tests, and a view of what it reads that fits on a line: a sentence in, the record out."""

import datetime
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis.configuration import set_hypothesis_home_dir
from spacy.language import Language

from sayso import cli
from sayso.extract import extraction
from sayso.extract.reader import Reader
from sayso.model import Account, Event, Figure, Record, Report
from sayso.reading.pipeline import load_pipeline

# What Hypothesis keeps between runs names files of this machine: it stays out of the tree.
set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "sayso-hypothesis")

# A Wednesday: "on Monday" is the 13th, "on Thursday" the 9th.
DAY = datetime.date(2022, 6, 15)

pytest_plugins = ["web_site"]

# What the reader asks of the joint model.
_seeing = extraction.sight


@pytest.fixture(scope="session", autouse=True)
def blind() -> Iterator[None]:
    """Let the examples of the rules ask the rules alone; what the joint model adds has tests marked "joint"."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extraction, "sight", lambda text: _seeing(""))
        yield


@pytest.fixture(autouse=True)
def seeing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the joint model be asked in the tests that are marked so."""
    if request.node.get_closest_marker("joint"):
        monkeypatch.setattr(extraction, "sight", _seeing)


Read = Callable[..., Record]
Tell = Callable[..., list["Told"]]
Run = Callable[..., tuple[int, str, str]]


@dataclass(frozen=True)
class Told:
    """An event as plain words; what is not told is ""."""

    kind: str
    phase: str
    realis: str
    triggers: tuple[str, ...]
    agent: str
    agent_party: str
    target: str
    target_party: str
    place: str
    spot: str  # the name of the place, where its words only point back to it
    located: bool
    time: str
    days: str
    figures: tuple[str, ...]
    accounts: tuple[str, ...]
    event: Event


def told(event: Event, text: str) -> Told:
    """Put an event in plain words: days "2022-06-13", figures "killed 5 civilians", accounts "medics asserts"."""
    agent, target, place, time = event.agent, event.target, event.place, event.time
    days = "" if time is None else str(time.start) if time.start == time.end else f"{time.start}/{time.end}"
    return Told(
        event.kind,
        event.phase,
        event.realis.value,
        tuple(mention.trigger.of(text) for mention in event.mentions),
        agent.text if agent else "",
        agent.party if agent else "",
        target.text if target else "",
        target.party if target else "",
        place.text if place else "",
        place.name if place else "",
        place is not None and place.lat is not None,
        time.text if time else "",
        days,
        tuple(count(figure) for figure in event.figures),
        tuple(account_of(account) for account in event.accounts),
        event,
    )


def count(figure: Figure) -> str:
    """Say a figure: "killed 5 civilians", "killed 12+ people: medics", "killed ..33 people"."""
    if figure.low == figure.high:
        number = str(figure.low)
    else:
        number = (
            f"{figure.low}+" if figure.high is None else f"{'' if figure.low is None else figure.low}..{figure.high}"
        )
    source = "" if figure.source == "outlet" else f": {figure.source}"
    return f"{figure.outcome.value} {number} {figure.who}".strip() + source


def account_of(account: Account) -> str:
    """Say an account: "outlet asserts", "the army denies", "an officer asserts via state media"."""
    via = f" via {account.via.text}" if account.via else ""
    return f"{account.source.text or 'outlet'} {account.stance.value}{via}"


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pinned English pipeline."""
    return load_pipeline()


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader over the pinned pipeline, loaded once."""
    return Reader()


@pytest.fixture(scope="session")
def read(reader: Reader) -> Read:
    """Read a text published on 15 June 2022, or on another day; with `day=None` on a day not known."""

    def read(text: str, day: datetime.date | None = DAY, title: str = "") -> Record:
        return reader.read(Report(text, title=title, published=day))

    return read


@pytest.fixture(scope="session")
def tell(read: Read) -> Tell:
    """Read a text and say its events in plain words."""

    def tell(text: str, day: datetime.date | None = DAY, title: str = "") -> list[Told]:
        return [told(event, text) for event in read(text, day, title).events]

    return tell


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run `sayso ARGUMENTS` in this process; gives exit code, standard output and standard error."""

    def command(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["sayso", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        shown = capfd.readouterr()
        return int(end.value.code or 0), shown.out, shown.err

    return command
