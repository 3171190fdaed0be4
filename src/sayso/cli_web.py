"""The commands that serve the ledger as pages."""

import sys
from typing import Annotated

import typer

from sayso.cli_filters import LedgerOption, RedactOption
from sayso.errors import SettingError
from sayso.web.settings import LARGEST_BODY, PORT


def register(app: typer.Typer) -> None:
    """Give the application the commands that serve pages."""
    app.command()(serve)
    app.command()(demo)


HostOption = Annotated[
    str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; others can reach it only with --accounts.")
]
PortOption = Annotated[
    int, typer.Option("--port", "-p", metavar="N", min=0, max=65535, help="Port; 0 takes a free one.")
]


def serve(
    ledger: LedgerOption = None,
    host: HostOption = "127.0.0.1",
    port: PortOption = PORT,
    accounts: Annotated[
        bool, typer.Option("--accounts", help="Ask for a name and a password; `sayso accounts` keeps them.")
    ] = False,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", show_default=False, help="A host name to answer to; may be repeated."),
    ] = None,
    secure: Annotated[
        bool, typer.Option("--secure", help="Behind a proxy with HTTPS: cookies over nothing else.")
    ] = False,
    tiles: Annotated[
        str, typer.Option("--tiles", metavar="URL", show_default=False, help="Map tiles: https://HOST/{z}/{x}/{y}.png")
    ] = "",
    tiles_credit: Annotated[
        str, typer.Option("--tiles-credit", metavar="WORDS", show_default=False, help="Whom the map thanks for them.")
    ] = "",
    coarsen: Annotated[
        float | None,
        typer.Option("--coarsen-km", metavar="KM", show_default=False, help="Show viewers places only this closely."),
    ] = None,
    delay: Annotated[
        int,
        typer.Option("--delay-days", metavar="DAYS", min=0, help="Show viewers nothing of the last DAYS."),
    ] = 0,
    redact: RedactOption = None,
    proxied: Annotated[
        bool, typer.Option("--proxied", help="Take a visitor's address from the X-Forwarded-For that your proxy sets.")
    ] = False,
    limit: Annotated[
        list[str] | None,
        typer.Option(
            "--limit",
            metavar="NAME=RATE",
            show_default=False,
            help="How often one may ask, with --accounts: `exports=10/minute;50/hour`. docs/serving.md has the names.",
        ),
    ] = None,
    body_mb: Annotated[
        float, typer.Option("--body-mb", metavar="MB", min=0.01, max=1000, help="The largest body of a request.")
    ] = LARGEST_BODY / 1e6,
    open_: Annotated[bool, typer.Option("--open", help="Open the pages in the browser.")] = False,
) -> None:
    """Show the ledger in the browser: map, timeline, both sides of every incident, review by keyboard, and an API.

    By default for one person at this machine: nobody else can reach it. Stop it with Ctrl-C.

    **Examples**

    - `sayso serve --ledger war.db --open`

    - `sayso serve --accounts --host 0.0.0.0 --name sayso.example.org --secure --proxied`: for a team, behind a
      proxy with HTTPS
    """
    from sayso.export.redact import read_names
    from sayso.web.serving import run
    from sayso.web.settings import LOCAL, Access, Settings

    settings = Settings(
        ledger=ledger,
        access=Access.ACCOUNTS if accounts else Access.LOCAL,
        host=host,
        port=port,
        names=(*LOCAL, *(name or ())),
        secure=secure,
        tiles=tiles,
        tiles_credit=tiles_credit,
        coarsen_km=coarsen,
        delay=delay,
        redaction=read_names(redact) if redact else None,
        proxied=proxied,
        limits=tuple(_limit(one) for one in limit or ()),
        largest_body=round(body_mb * 1e6),
    )
    run(settings, open_browser=open_, say=_say)


def demo(
    ledger: Annotated[
        str,
        typer.Option("--ledger", metavar="PATH", help="The ledger to fill; made if it is not there."),
    ] = "sayso-demo.db",
    port: PortOption = PORT,
    fill_only: Annotated[bool, typer.Option("--fill-only", help="Fill the ledger and stop.")] = False,
    open_: Annotated[bool, typer.Option("--open", help="Open the pages in the browser.")] = False,
) -> None:
    """Fill a ledger with a month of invented news and show it in the browser, with a tour of two minutes.

    Nothing of it happened. Running it again adds nothing; delete the file to be rid of it.

    **Example**

    - `sayso demo --open`
    """
    from sayso.cli_read import prepare_places
    from sayso.demo import fill
    from sayso.ledger.database import open_ledger
    from sayso.web.serving import run
    from sayso.web.settings import Settings

    prepare_places()
    opened = open_ledger(ledger, create=True)
    try:
        new = fill(opened, _meter)
    finally:
        opened.close()
    _say(f"sayso: {ledger} holds a month of invented news" + (f" ({new} reports added)" if new else ""))
    if not fill_only:
        run(Settings(ledger=ledger, port=port), open_browser=open_, say=_say, page="/help/tour")


def _meter(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\rreading {done} of {of} invented reports", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _limit(given: str) -> tuple[str, str]:
    name, equals, rate = given.partition("=")
    if not equals:
        raise SettingError(f"--limit {given}: write NAME=RATE, such as exports=10/minute")
    return name.strip(), rate.strip()
