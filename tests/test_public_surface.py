"""What a user of the library may rely on: these names, these signatures, and the example in the documentation."""

import doctest
import inspect

import pytest

import sayso
from sayso import export, intake, model


def test_the_package_offers_these_names() -> None:
    assert sayso.__all__ == ["SaysoError", "__version__", "read"]
    assert all(hasattr(sayso, name) for name in sayso.__all__)


def test_read_takes_a_text_and_what_is_known_of_it() -> None:
    kinds = {name: parameter.kind for name, parameter in inspect.signature(sayso.read).parameters.items()}
    positional, keyword = inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY
    assert kinds.pop("text") is positional
    assert kinds == dict.fromkeys(["published", "publisher", "title", "url", "pipeline"], keyword)


@pytest.mark.parametrize("package", [model, intake, export])
def test_a_package_offers_what_it_names(package: object) -> None:
    names = package.__all__  # type: ignore[attr-defined]
    assert names == sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    assert all(hasattr(package, name) for name in names)


def test_the_example_in_the_documentation_runs() -> None:
    pytest.importorskip("sayso.extract.reader")
    outcome = doctest.testmod(sayso)
    assert outcome.attempted >= 3
    assert outcome.failed == 0


@pytest.mark.parametrize("day", ["yesterday", "2016-13-01", "24/09/2016", ""])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(sayso.SaysoError, match="must be a day like 2016-09-24"):
        sayso.read("Jets bombed the town on Friday, residents said.", published=day)
