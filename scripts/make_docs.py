"""Writes what is generated in the documentation: `docs/cli.md` from the help texts of the command line, the output in
`README.md` from reading the bundled story, `docs/api.md` from the examples of the API. Tests fail when either is stale.

python scripts/make_docs.py
"""

import inspect
import io
import sys
from importlib import metadata
from itertools import islice
from pathlib import Path
from typing import Any

import typer.main
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from sayso.cli import app
from sayso.web import openapi

ROOT = Path(__file__).resolve().parent.parent
API, EXAMPLES = ROOT / "docs" / "api.md", ROOT / "src" / "sayso" / "web" / "api_examples.json"
LICENCES = ROOT / "docs" / "licences.md"
COMMAND_LINE, README = ROOT / "docs" / "cli.md", ROOT / "README.md"
STORY = ROOT / "examples" / "wire-story.txt"
START, END = "<!-- output: scripts/make_docs.py writes it -->\n", "<!-- end of output -->\n"
PARAGRAPHS, EVENTS = 4, 2  # how much of the story the README shows: enough to see a denial, short enough to be read
HEAD = """# The command line

*Written by `scripts/make_docs.py` from the help texts; change those.*

| exit code | meaning |
|---|---|
| 0 | everything was read |
| 1 | at least one report could not be read, or the work could not be done; standard error says which and why |
| 2 | wrong usage; nothing was done |
| 130, 143 | interrupted by Ctrl-C or by the system; nothing half-written is left |
| 141 | whoever read the output went away |

| setting | meaning |
|---|---|
| `SAYSO_LEDGER` | the ledger, a file or `postgresql://USER@HOST/NAME`, where `--ledger` does not say |
| `SAYSO_PIPELINE` | name or folder of the spaCy pipeline to read with, where `--pipeline` does not say |
| `SAYSO_DATA` | folder that keeps added gazetteers; else the platform's folder for data |
| `SAYSO_REVIEWER` | the name of who reviews, where `--as` does not say; else the login name |
| `SAYSO_CACHE` | folder of the place index, which is built again when it is gone; else the platform's cache folder |
| `SAYSO_TRANSLATOR` | the translator of `sayso reread`, where `--translator` does not say |
| `SAYSO_MODEL_URL` | address of a served language model; unset, none is asked |
| `SAYSO_MODEL` | name of the model to ask for there |
| `SAYSO_MODEL_KEY` | key to show there; sent over https only, or to this machine |
| `SAYSO_CONTACT` | address of mail or of a page, told to every server that is fetched from |
| `SAYSO_ALLOW` | private networks that may be fetched from, such as `10.1.0.0/16` |
| `SAYSO_PORTS` | further ports that may be fetched from than 80 and 443 |
| `SAYSO_PROXY` | address of the HTTP proxy to fetch through |
| `SAYSO_SECOND` | address of a model that proposes further events, where `--second` does not say; else none is asked |
| `SAYSO_SECOND_MODEL` | name of the model to ask for there, where `--second-model` does not say |
| `SAYSO_SECOND_KEY` | key to show there; sent over https only, or to this machine |
| `SAYSO_SECOND_QUESTIONS` | how many questions a run may ask there; else 1000 |
| `SAYSO_SECOND_ANSWERS` | folder where its answers are kept; else `second` in the cache folder |
| `NO_COLOR` | set to anything: no colours on the terminal; every mark is also made of characters |
| `COLUMNS` | width of the text view where it is not written to a terminal |
"""


def command_line() -> str:
    """Return docs/cli.md."""
    return "\n".join([HEAD, *_command("sayso", typer.main.get_command(app))]).rstrip() + "\n"


def licences() -> str:
    """Return docs/licences.md: what sayso needs to run, and under which licence, as the packages themselves say."""
    rows = sorted((_licence(name) for name in _needed("sayso") - {"sayso"}), key=str.lower)
    head = "# Licences of what sayso needs to run\n\n*Written by `scripts/make_docs.py` from the installed packages.*\n"
    return "\n".join([head, "| package | licence |", "|---|---|", *rows]) + "\n"


def _needed(name: str) -> set[str]:
    """Return the names of a package and of all that it needs on this platform, extras left out."""
    found, waiting = set[str](), [name]
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found:
            found.add(name)
            wanted = map(Requirement, metadata.requires(name) or [])
            waiting += [one.name for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})]
    return found


def _licence(name: str) -> str:
    data = metadata.metadata(name)
    classes = [c.rpartition(" :: ")[2] for c in data.get_all("Classifier") or [] if c.startswith("License ::")]
    stated = (
        data.get("License-Expression") or ", ".join(classes) or (data.get("License") or "not stated").split("\n")[0]
    )
    return f"| {name} | {_cell(stated)} |"


def readme() -> str:
    """Return README.md with the output in it that the bundled story gives now."""
    head, rest = README.read_text(encoding="utf-8").split(START)
    foot = rest.split(END)[1]
    return f"{head}{START}```text\n{story()}\n```\n{END}{foot}"


def story() -> str:
    """Return the beginning of what `sayso read` shows of the bundled story, and its first disputed events."""
    from sayso.batch.worker import load_reader
    from sayso.export import wording
    from sayso.export.terminal import TerminalWriter
    from sayso.intake import read_path
    from sayso.model import Report

    (report,) = read_path(STORY)
    assert isinstance(report, Report), report
    record = load_reader("").read(report)
    file = io.StringIO()
    TerminalWriter(file, width=100).add(record)
    text, _, blocks = file.getvalue().partition("\n\n 1 ")
    paragraphs, _, legend = text.rpartition("\n\n")
    shown = "\n\n".join(paragraphs.split("\n\n")[: PARAGRAPHS + 1])
    cards = zip(record.events, f" 1 {blocks}".rstrip().split("\n\n"), strict=True)
    disputed = islice((card for event, card in cards if wording.verdict(event) == "disputed"), EVENTS)
    return "\n\n".join([shown, "  ...", legend, *disputed])


def _command(name: str, command: Any) -> list[str]:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    inner = getattr(command, "commands", {})
    usage = [name, *(p.metavar + ("..." if p.nargs == -1 else "") for p in arguments)]
    usage += ["[OPTIONS]"] * bool(options) + ["COMMAND"] * bool(inner)
    lines = [f"## {name}", "", f"    {' '.join(usage)}", "", inspect.cleandoc(command.help or ""), ""]
    if arguments or options:
        lines += ["| option | meaning |", "|---|---|"]
        lines += [f"| `{p.metavar}` | {_cell(p.help)} |" for p in arguments]
        lines += [f"| {_names(p)} | {_cell(p.help)}{_default(p)} |" for p in options]
        lines.append("")
    for word, part in inner.items():
        lines += _command(f"{name} {word}", part)
    return lines


def _names(option: Any) -> str:
    value = "" if option.is_flag else f" {option.metavar}"
    names = sorted(option.opts, key=len, reverse=True)
    return ", ".join(f"`{name}{value if name is names[0] else ''}`".replace("|", "\\|") for name in names)


def _default(option: Any) -> str:
    shown = option.show_default and not option.is_flag and option.default not in (None, "")
    return f" Default: `{getattr(option.default, 'value', option.default)}`." if shown else ""


def _cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.path.append(str(ROOT / "tests"))  # the invented reports of the tests
    import api_doc  # beside this file
    import api_examples

    LICENCES.write_text(licences(), encoding="utf-8")
    COMMAND_LINE.write_text(command_line(), encoding="utf-8")
    README.write_text(readme(), encoding="utf-8")
    EXAMPLES.write_text(api_examples.answered(), encoding="utf-8")
    openapi.examples.cache_clear()
    API.write_text(api_doc.page(), encoding="utf-8")
