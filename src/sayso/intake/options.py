"""What the caller says about the reports, against what the reports say of themselves."""

import datetime
from dataclasses import dataclass

from sayso.errors import SettingError
from sayso.intake.language import is_code

# Years a date of publication may have. Wide on purpose: it only keeps arithmetic on days inside the calendar and turns
# away values such as 0001-01-01, which systems write for "no date".
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Overrides:
    """Values that replace whatever an input says: day of publication, publisher, language.

    A language is a code such as "en", which spares the text the check, or "ar", which makes it one that is not read.
    Raises SettingError for a day outside 1900 to 2100 and for the code of no language.
    """

    published: datetime.date | None = None
    publisher: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        if self.published is not None and not FIRST_YEAR <= self.published.year <= LAST_YEAR:
            raise SettingError(f"published: {self.published} is not between {FIRST_YEAR} and {LAST_YEAR}")
        if self.language is not None and not is_code(self.language):
            raise SettingError(f"language: give a code like en or ar, not {self.language!r}")


NO_OVERRIDES = Overrides()
