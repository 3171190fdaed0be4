"""An address that a listing names."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """An address that a listing names, with what the listing says of its last change and of the report."""

    url: str
    marker: str = ""
    published: str = ""
    title: str = ""
