"""What the caller says about the reports, against what the reports say of themselves."""

import datetime
from dataclasses import dataclass

from sayso.errors import SettingError

# Years a date of publication may have. Wide on purpose: it only keeps arithmetic on days inside the calendar and turns
# away values such as 0001-01-01, which systems write for "no date".
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Overrides:
    """Values that replace whatever an input says: day of publication, publisher, language ("en" skips the check).

    Raises SettingError for a day outside 1900 to 2100 and for a language sayso does not read.
    """

    published: datetime.date | None = None
    publisher: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        if self.published is not None and not FIRST_YEAR <= self.published.year <= LAST_YEAR:
            raise SettingError(f"published: {self.published} is not between {FIRST_YEAR} and {LAST_YEAR}")
        if self.language is not None and self.language.lower() != "en":
            raise SettingError(f"language: sayso reads English (en), not {self.language!r}")


NO_OVERRIDES = Overrides()
