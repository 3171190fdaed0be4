"""What sayso is made of may be used, and its main job needs no network."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
# What Python runs before anything else: from here on nothing is connected to or sent to, and no name is looked up.
# Sockets as such are left: libraries make one to see whether the machine knows IPv6.
FORBIDDING = """
import os, sys, socket
def _none(*_more, **_named):
    import traceback
    traceback.print_stack()
    print("the network was asked for", file=sys.stderr, flush=True)
    os._exit(9)
class Forbidden(socket.socket):
    connect = connect_ex = sendto = sendmsg = _none
socket.socket = Forbidden
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = _none
"""


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    return script("audit")


def test_every_licence_is_on_the_list(audit: ModuleType) -> None:
    assert audit.refused((ROOT / "docs" / "licences.md").read_text(encoding="utf-8")) == []
    installed = script("make_docs").licences()
    assert installed.count("\n| ") > 30
    assert audit.refused(installed) == []


@pytest.mark.parametrize(
    ("licence", "may"),
    [
        ("MIT", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("BSD-3-Clause AND 0BSD AND MIT", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("AGPL-3.0-or-later OR SSPL-1.0", False),
        ("not stated", False),
    ],
)
def test_a_licence_is_told_by_what_it_is(audit: ModuleType, licence: str, may: bool) -> None:
    assert audit.refused(f"| package | licence |\n|---|---|\n| it | {licence} |\n") == (
        [] if may else [f"it: {licence}"]
    )


def offline(tmp_path: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    (tmp_path / "sitecustomize.py").write_text(FORBIDDING)
    paths = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": paths},
    )


def test_the_main_job_needs_no_network(tmp_path: Path) -> None:
    story, ledger = str(ROOT / "examples" / "wire-story.txt"), str(tmp_path / "war.db")
    done = offline(tmp_path, "-m", "sayso", "add", story, "--ledger", ledger)
    assert (done.returncode, "1 new report" in done.stderr) == (0, True), done.stderr
    done = offline(tmp_path, "-m", "sayso", "incidents", "--ledger", ledger)
    assert done.returncode == 0, done.stderr
    assert "Taiz" in done.stdout


def test_it_would_be_seen_if_it_did(tmp_path: Path) -> None:
    done = offline(tmp_path, "-c", "import socket; socket.socket().connect(('192.0.2.1', 80)); print('through')")
    assert "through" not in done.stdout
    assert "the network was asked for" in done.stderr
