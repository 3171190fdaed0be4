"""A file of output appears whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from sayso.cli_output import opened
from sayso.errors import SettingError


def test_a_file_appears_only_at_the_end(tmp_path: Path) -> None:
    place = tmp_path / "out.jsonl"
    with opened(place) as file:
        file.write("fresh\n")
        assert not place.exists()
    assert place.read_bytes() == b"fresh\n"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_after_an_error_the_old_file_is_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    place = tmp_path / "out.jsonl"
    place.write_text("old")
    with pytest.raises(error), opened(place) as file:
        file.write("half")
        raise error
    assert place.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_new_file_may_be_read_by_those_the_mask_allows(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        with opened(tmp_path / "out"):
            pass
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o640


def test_a_replaced_file_keeps_its_permissions_and_a_link_stays_a_link(tmp_path: Path) -> None:
    place, link = tmp_path / "out", tmp_path / "link"
    place.write_text("old")
    place.chmod(0o600)
    link.symlink_to(place)
    with opened(link) as file:
        file.write("new")
    assert link.is_symlink()
    assert place.read_text() == "new"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_is_said_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="cannot be written"), opened(tmp_path / "no" / "out"):
        pytest.fail("must not begin")
    with pytest.raises(SettingError, match="is a folder"), opened(tmp_path):
        pytest.fail("must not begin")


def test_a_device_is_written_to_not_replaced() -> None:
    with opened(Path(os.devnull)) as file:
        file.write("gone")
    assert not Path(os.devnull).is_file()
