"""The commands of review: the queue, and the acts of a reviewer on incidents."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli_filters import Chosen, FormatOption, LedgerOption, TableFormat, day, filtered
from sayso.cli_ledger import IdArgument
from sayso.cli_writing import connected, midnight, plain, say, write_csv, write_json, write_lines
from sayso.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sayso.ledger.database import Ledger
    from sayso.ledger.review import Done

SETTING = "SAYSO_REVIEWER"
review = typer.Typer(invoke_without_command=True, rich_markup_mode="markdown")

AsOption = Annotated[
    str | None,
    typer.Option("--as", metavar="NAME", show_default=False, help="Who reviews; else SAYSO_REVIEWER, else your login."),
]
NoteOption = Annotated[str, typer.Option("--note", metavar="WORDS", show_default=False, help="Why, for the log.")]
Ids = Annotated[list[str], typer.Argument(metavar="ID", help="Ids of incidents, or the beginnings of them.")]


def register(app: typer.Typer) -> None:
    """Give the application the commands of review."""
    review.callback()(filtered(queue))
    for command in (accept, reject, edit, merge, split, comment, undo, log):
        review.command()(command)
    app.add_typer(review, name="review")


def reviewer(given: str | None) -> str:
    """Return the name of who reviews: the one given, else SAYSO_REVIEWER, else the login name."""
    import getpass

    name = given or os.environ.get(SETTING)
    if name:
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise SettingError(f"who reviews? give --as NAME or set {SETTING}") from None


def queue(
    chosen: Chosen,
    context: typer.Context,
    format_: FormatOption = TableFormat.TEXT,
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="List at most N.")] = 20,
) -> None:
    """List what waits for a reviewer, that first where most hangs on what the machine is unsure of; or review it.

    Without a further word this lists the queue: incidents not reviewed yet, and those that are held otherwise since
    they were accepted. `--reviewed` lists others. Everything done here is kept in a log, can be undone, and stays
    whatever is read later.

    **Examples**

    - `sayso review --country SYR --since 2016-07-01`

    - `sayso review accept i3f9c i77e0`

    - `sayso review edit i3f9c killed "12 or more" --note "hospital list"`
    """
    if context.invoked_subcommand is not None:
        _check_place(context)
        return
    from sayso.export.incident_json import incident_json
    from sayso.export.review_text import queue_lines, queue_row
    from sayso.ledger.review import queue as waiting
    from sayso.ledger.review import queue_length

    if chosen.as_of is not None:
        raise SettingError("--as-of: the queue is of what is held now")
    selection = chosen.selection
    which = "all" if set(selection.reviewed) - {""} else ""
    with connected(chosen.ledger) as connection:
        items = waiting(connection, selection, limit=limit, reviewed=which)
        if format_ is TableFormat.JSON:
            write_json([{**queue_row(item), "incident": incident_json(item.incident)} for item in items])
        elif format_ is TableFormat.CSV:
            write_csv(queue_row(item) for item in items)
        else:
            write_lines(queue_lines(items))
            total = queue_length(connection, selection, reviewed=which)
            kind = "in the queue" if not which else "of the incidents asked for"
            say(f"{len(items):,} of {total:,} {kind}")


def _check_place(context: typer.Context) -> None:
    """Refuse an option that stands before the word of a command, where it would do nothing."""
    for name in context.params:
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            word = context.invoked_subcommand
            raise SettingError(f"options stand after the word: sayso review {word} ... --{name.strip('_')}")


def accept(refs: Ids, ledger: LedgerOption = None, as_: AsOption = None, note: NoteOption = "") -> None:
    """Say that incidents are right as they stand. One comes back into the queue if what counts in it changes.

    **Example**

    - `sayso review accept i3f9c i77e0`
    """
    from sayso.ledger import review as acts

    _each(ledger, refs, lambda book, ref: acts.accept(book, reviewer(as_), ref, note=note))


def reject(refs: Ids, ledger: LedgerOption = None, as_: AsOption = None, note: NoteOption = "") -> None:
    """Say that incidents are errors of the machine: they are left out of lists, counts and exports, not deleted.

    `--reviewed rejected` shows them again in any list.

    **Example**

    - `sayso review reject i3f9c --note "the plot of a film"`
    """
    from sayso.ledger import review as acts

    _each(ledger, refs, lambda book, ref: acts.reject(book, reviewer(as_), ref, note=note))


def edit(
    ref: IdArgument,
    field: Annotated[
        str,
        typer.Argument(
            metavar="FIELD",
            help="kind, phase, realis, status, agent, target, place, day, summary, killed, injured, casualties, "
            "displaced, detained or missing.",
        ),
    ],
    value: Annotated[
        str | None, typer.Argument(metavar="VALUE", show_default=False, help="As below; empty for what is not known.")
    ] = None,
    ledger: LedgerOption = None,
    as_: AsOption = None,
    note: NoteOption = "",
    machine: Annotated[bool, typer.Option("--machine", help="Give the field back to the machine.")] = False,
) -> None:
    """Set a field of an incident by hand. It stays whatever is read later; the machine's value is kept beside it.

    A *day* is 2016-07-13 or 2016-07-13/2016-07-14. A *place* is NAME|COUNTRY|LATITUDE|LONGITUDE|PRECISION, from the end
    on what is not known left out. *agent* and *target* are WORDS|PARTY, several parted by `;`. Counts are 12, 12-20,
    "12 or more" or "up to 20".

    **Examples**

    - `sayso review edit i3f9c day 2016-07-13`

    - `sayso review edit i3f9c place "Ariha|SYR|35.81|36.60|settlement"`

    - `sayso review edit i3f9c agent "the army|SYR-MIL"`

    - `sayso review edit i3f9c day --machine`
    """
    from sayso.ledger import review as acts

    if machine == (value is not None):
        raise SettingError("edit: give a VALUE, or --machine to give the field back to the machine")
    _do(ledger, lambda book: acts.edit(book, reviewer(as_), ref, field, value, note=note))


def merge(
    ref: IdArgument,
    others: Annotated[list[str], typer.Argument(metavar="OTHER", help="Ids of what is the same act.")],
    ledger: LedgerOption = None,
    as_: AsOption = None,
    note: NoteOption = "",
) -> None:
    """Say that incidents are one act: the others become part of the first, and their ids lead to it.

    **Example**

    - `sayso review merge i3f9c i77e0 i0b31`
    """
    from sayso.ledger import review as acts

    _do(ledger, lambda book: acts.merge(book, reviewer(as_), ref, others, note=note))


def split(
    ref: IdArgument,
    events: Annotated[list[str], typer.Argument(metavar="EVENT", help="Keys of events, or the beginnings of them.")],
    ledger: LedgerOption = None,
    as_: AsOption = None,
    note: NoteOption = "",
) -> None:
    """Say that some events of an incident are another act: they become an incident of their own.

    `sayso incident ID` lists the keys of its events. The id stays with the event that the incident began with.

    **Example**

    - `sayso review split i3f9c e5d01 e77aa`
    """
    from sayso.ledger import queries
    from sayso.ledger import review as acts

    def act(book: "Ledger") -> "Done":
        with book.reading() as connection:
            row, held = queries.find(connection, ref)
            seen = acts.revision(connection, row)
        keys = [_key(event.removeprefix("e:"), held.events) for event in events]
        return acts.split(book, reviewer(as_), held.id, keys, note=note, seen=seen)

    _do(ledger, act)


def _key(given: str, known: "Iterable[str]") -> str:
    found = [key for key in known if key.startswith(given)]
    if len(found) > 1 and given not in found:
        raise SettingError(f"{given}: several events have keys that begin so; give more of it")
    return found[0] if len(found) == 1 else given


def comment(
    ref: IdArgument,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="The comment.")],
    ledger: LedgerOption = None,
    as_: AsOption = None,
    field: Annotated[
        str,
        typer.Option(
            "--field",
            metavar="FIELD",
            show_default=False,
            help="A field, a report's id, or an event's key.",
        ),
    ] = "",
    reply_to: Annotated[
        int | None, typer.Option("--reply-to", metavar="N", show_default=False, help="The comment that this answers.")
    ] = None,
) -> None:
    """Write a comment on an incident, or on a part of it.

    **Example**

    - `sayso review comment i3f9c "Is this the raid of Thursday?" --field day`
    """
    from sayso.ledger import review as acts

    _do(ledger, lambda book: acts.comment(book, reviewer(as_), ref, field, words, reply_to=reply_to))


def undo(
    number: Annotated[
        int | None,
        typer.Argument(metavar="N", show_default=False, help="An act, by its number in the log; else your last."),
    ] = None,
    ledger: LedgerOption = None,
    as_: AsOption = None,
    all_: Annotated[bool, typer.Option("--all", help="Undo everything you did that is not undone.")] = False,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DAY", show_default=False, help="With --all: from DAY (UTC) on."),
    ] = None,
) -> None:
    """Take back an act of review: what was before holds again. Undone twice, it walks back two acts.

    An act that a later one rests on is undone after that one. Both stay in the log.

    **Examples**

    - `sayso review undo`

    - `sayso review undo --all --since 2016-07-20`
    """
    from sayso.ledger import review as acts

    if (all_ and number is not None) or (since is not None and not all_):
        raise SettingError("undo: give the number of an act, or --all, and --since only with --all")
    if not all_:
        _do(ledger, lambda book: acts.undo(book, reviewer(as_), number))
        return
    first = day(since, "--since")
    with _book(ledger) as book:
        done, left = acts.undo_all(book, reviewer(as_), since=midnight(first) if first else None)
    write_lines(one.what for one in done)
    say(f"{len(done):,} undone" + "".join(f"; {words}" for words in left))


def log(
    ledger: LedgerOption = None,
    ref: Annotated[
        str | None, typer.Option("--incident", metavar="ID", show_default=False, help="Only acts on this incident.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", show_default=False, help="Only acts of this reviewer.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="List at most N.")] = 100,
    format_: FormatOption = TableFormat.TEXT,
) -> None:
    """List what reviewers did, the newest first: who, when, what was before and after, and what is undone.

    **Example**

    - `sayso review log --by Ann --format csv > audit.csv`
    """
    from sayso.export.review_text import act_lines, act_row
    from sayso.ledger import queries
    from sayso.ledger import review as acts

    with connected(ledger) as connection:
        row = queries.find(connection, ref)[0] if ref else None
        found = acts.acts(connection, incident_row=row, who=by, limit=limit)
        if format_ is TableFormat.JSON:
            write_json([plain(act) for act in found])
        elif format_ is TableFormat.CSV:
            write_csv(act_row(act) for act in found)
        else:
            write_lines(act_lines(found))


def _each(ledger: str | None, refs: list[str], act: "Callable[[Ledger, str], Done]") -> None:
    """Do the same to several incidents, each in a transaction of its own; what was done before an error is kept."""
    with _book(ledger) as book:
        for ref in refs:
            _tell(act(book, ref))


def _do(ledger: str | None, act: "Callable[[Ledger], Done]") -> None:
    with _book(ledger) as book:
        _tell(act(book))


def _tell(done: "Done") -> None:
    print(f"review {done.review}: {done.what}", file=sys.stdout, flush=True)


def _book(ledger: str | None) -> "Ledger":
    from sayso.ledger.database import open_ledger

    return open_ledger(ledger)
