"""The exception tree: every error that sayso raises on purpose descends from `SaysoError`.

SaysoError
├── IntakeError        a report could not be taken in (carries the name of the input)
│   ├── LanguageError  the report is in a language sayso does not read
│   ├── NoArticleError a page that holds no article: a list of links, a form, a player
│   └── FetchError     it could not be fetched from its address
├── PipelineError      the language pipeline is missing, damaged or not the pinned one
├── KnowledgeError     a data file of `knowledge/` (or one the user added) breaks its own rules
├── LedgerError        the ledger cannot be opened, read or written
│   ├── NotFoundError  it holds nothing of this id
│   └── RefusedError   what it holds does not allow the act; nothing was written
├── ModelError         a language model that is served elsewhere gave no answer that can be used
├── TranslationError   a text could not be translated
├── ForbiddenError     who asks may not do this
└── SettingError       an option or environment setting has a value sayso cannot use

Each message is one line that says what is wrong and, where there is one, what to do.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.model import Report


class SaysoError(Exception):
    """Root of all errors raised on purpose by sayso."""


class IntakeError(SaysoError):
    """An input could not be turned into a report."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name


class LanguageError(IntakeError):
    """The report is in a language that sayso does not read; `report` is all but its reading."""

    def __init__(self, name: str, message: str, report: "Report") -> None:
        super().__init__(name, message)
        self.report = report


class NoArticleError(IntakeError):
    """There is no running text: the page is one of links, a form, a player."""


class FetchError(IntakeError):
    """A page could not be fetched.

    `reason` is one word for programs (`Reason` of `intake.fetching` lists them), `again` whether asking later may help,
    `wait` the seconds that the server asked to wait before that.
    """

    def __init__(self, name: str, message: str, reason: str, *, again: bool = False, wait: float | None = None) -> None:
        super().__init__(name, message)
        self.reason = reason
        self.again = again
        self.wait = wait


class PipelineError(SaysoError):
    """The language pipeline cannot be loaded as asked."""


class KnowledgeError(SaysoError):
    """A data file does not follow its own rules."""


class LedgerError(SaysoError):
    """The ledger cannot be opened, read or written; nothing of what it held is lost."""


class NotFoundError(LedgerError):
    """The ledger holds nothing of this id."""


class RefusedError(LedgerError):
    """What the ledger holds does not allow what was asked; nothing was written, and asking again changes nothing."""


class ModelError(SaysoError):
    """A language model that is served elsewhere gave no answer, or none that can be used.

    The message ends with `quoted`, what the server itself said; `plain` is the message without it.
    """

    def __init__(self, plain: str, quoted: str = "") -> None:
        super().__init__(f"{plain}: {quoted}" if quoted else plain)
        self.plain = plain


class TranslationError(SaysoError):
    """What a translator gave back is no translation of the text."""


class ForbiddenError(SaysoError):
    """The role of who asks does not reach, or the request was forged."""


class SettingError(SaysoError):
    """A setting or option has a value that cannot be used."""
