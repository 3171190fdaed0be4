"""The commands that keep accounts: who may use the pages when they are served to others, and as what."""

import sys
from typing import Annotated

import typer

from sayso.cli_filters import LedgerOption
from sayso.errors import SettingError

accounts = typer.Typer(no_args_is_help=True, help="Keep the accounts of those who may use the pages served with them.")
tokens = typer.Typer(no_args_is_help=True, help="Keep the tokens that programs use in place of a password.")
accounts.add_typer(tokens, name="tokens")

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of the account, in any case.")]
TokenName = Annotated[str, typer.Argument(metavar="TOKEN", help="What the token is for: *weekly export*.")]
RoleOption = Annotated[
    str,
    typer.Option(
        "--role",
        metavar="viewer|reviewer|admin",
        help="*viewer* reads and exports, *reviewer* corrects too, *admin* keeps accounts too.",
    ),
]
FromStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Take the password from the first line of standard input.")
]


def register(app: typer.Typer) -> None:
    """Give the application the commands that keep accounts."""
    app.add_typer(accounts, name="accounts")


@accounts.command("add")
def add_account(
    name: Name, role: RoleOption = "viewer", password_stdin: FromStdin = False, ledger: LedgerOption = None
) -> None:
    """Add an account; the password is asked for, and has at least 12 characters.

    **Examples**

    - `sayso accounts add amira --role admin`: the first account is an admin's

    - `sayso accounts add weekly --password-stdin < password.txt`
    """
    from sayso.access import people
    from sayso.access.names import name_of
    from sayso.access.roles import role_named
    from sayso.ledger.database import open_ledger

    name_of(name), role_named(role)  # said before a password is typed
    added = people.add(open_ledger(ledger), name, role, _password(password_stdin), by=_by())
    typer.echo(f"added {added.name}, {added.role}")


@accounts.command("list")
def list_accounts(ledger: LedgerOption = None) -> None:
    """List the accounts with their roles."""
    from sayso.access import people
    from sayso.ledger.database import open_ledger

    with open_ledger(ledger).reading() as connection:
        for who in people.everyone(connection):
            typer.echo(f"{who.role:9} {who.created_at:%Y-%m-%d}  {who.name}{'  (disabled)' if who.disabled else ''}")


@accounts.command("role")
def change_role(
    name: Name,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="viewer, reviewer or admin.")],
    ledger: LedgerOption = None,
) -> None:
    """Give somebody another role, at once.

    **Example**

    - `sayso accounts role amira reviewer`
    """
    from sayso.access import people
    from sayso.ledger.database import open_ledger

    changed = people.set_role(open_ledger(ledger), name, role, by=_by())
    typer.echo(f"{changed.name} is {changed.role}")


@accounts.command("password")
def change_password(name: Name, password_stdin: FromStdin = False, ledger: LedgerOption = None) -> None:
    """Set somebody's password anew; all their sessions end."""
    from sayso.access import people
    from sayso.ledger.database import open_ledger

    book = open_ledger(ledger)
    with book.reading() as connection:
        held = people.find(connection, name)
    people.set_password(book, held.name, _password(password_stdin), by=_by())
    typer.echo(f"{held.name} has a new password")


@accounts.command("disable")
def disable_account(name: Name, ledger: LedgerOption = None) -> None:
    """Shut somebody out, at once: sessions end, tokens are refused; what they did stays under their name."""
    from sayso.access import people
    from sayso.ledger.database import open_ledger

    people.disable(open_ledger(ledger), name, by=_by())


@accounts.command("enable")
def enable_account(name: Name, ledger: LedgerOption = None) -> None:
    """Let somebody in again who was shut out."""
    from sayso.access import people
    from sayso.ledger.database import open_ledger

    people.enable(open_ledger(ledger), name, by=_by())


@tokens.command("add")
def add_token(name: Name, token: TokenName, role: RoleOption = "viewer", ledger: LedgerOption = None) -> None:
    """Make a token for the API and print it; it is shown this once, and kept nowhere.

    **Example**

    - `sayso accounts tokens add amira "weekly export" --role viewer`
    """
    from sayso.access import people
    from sayso.access import tokens as kept
    from sayso.ledger.database import open_ledger

    book = open_ledger(ledger)
    with book.reading() as connection:
        who = people.find(connection, name)
    typer.echo(kept.issue(book, who, token, role, by=_by()))


@tokens.command("list")
def list_tokens(name: Name, ledger: LedgerOption = None) -> None:
    """List the tokens of an account, with the day each was last used."""
    from sayso.access import people
    from sayso.access import tokens as kept
    from sayso.ledger.database import open_ledger

    with open_ledger(ledger).reading() as connection:
        for one in kept.tokens_of(connection, people.find(connection, name).id):
            used = f"used {one.used_at:%Y-%m-%d}" if one.used_at else "never used"
            typer.echo(f"{one.role:9} {one.created_at:%Y-%m-%d}  {used:15}  {one.name}")


@tokens.command("revoke")
def revoke_token(name: Name, token: TokenName, ledger: LedgerOption = None) -> None:
    """Take a token back, at once."""
    from sayso.access import people
    from sayso.access import tokens as kept
    from sayso.ledger.database import open_ledger

    book = open_ledger(ledger)
    with book.reading() as connection:
        who = people.find(connection, name)
    kept.revoke(book, who, token, by=_by())


def _by() -> str:
    from sayso.web.settings import reviewer_name

    return f"{reviewer_name()} (command line)"


def _password(from_stdin: bool) -> str:
    """Return a password typed twice without being shown, or the first line of standard input."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise SettingError("a password is typed at a terminal; in a script use --password-stdin")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
