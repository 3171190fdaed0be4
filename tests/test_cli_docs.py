"""The written documentation of the command line and of its output names everything there is, and is not stale."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from export_sample import sample_record
from sayso.export.jsonl import to_dict

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def make_docs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "scripts" / "make_docs.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_the_command_line_is_the_one_its_help_gives(make_docs: ModuleType) -> None:
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == make_docs.command_line(), "run: python scripts/make_docs.py"


@pytest.mark.joint
def test_the_output_in_the_readme_is_the_one_the_story_gives(make_docs: ModuleType) -> None:
    assert (ROOT / "README.md").read_text(encoding="utf-8") == make_docs.readme(), "run: python scripts/make_docs.py"


def test_every_setting_is_in_the_documentation() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    settings = set(re.findall(r'"(SAYSO_[A-Z_]+)"', sources))
    assert settings
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert {name for name in settings if f"`{name}`" not in written} == set()


def test_every_key_of_the_contract_is_in_the_documentation() -> None:
    written = (ROOT / "docs" / "jsonl.md").read_text(encoding="utf-8")
    assert {key for key in keys(to_dict(sample_record())) if f"`{key}`" not in written} == set()


@pytest.mark.parametrize("page", ["README.md", "docs/jsonl.md", "docs/cli.md", "CHANGELOG.md"])
def test_every_link_of_a_page_leads_to_a_file(page: str) -> None:
    place = ROOT / page
    links = re.findall(r"\]\(([^)#]+)", place.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (place.parent / link).exists()] == []


def keys(data: Any) -> set[str]:
    if isinstance(data, dict):
        return set(data) | {key for value in data.values() for key in keys(value)}
    return {key for value in data for key in keys(value)} if isinstance(data, list) else set()


def test_every_setting_is_documented() -> None:
    named = {
        name for path in (ROOT / "src").rglob("*.py") for name in re.findall(r"SAYSO_[A-Z]+", path.read_text("utf-8"))
    }
    told = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert named
    assert [name for name in sorted(named) if f"`{name}`" not in told] == []
