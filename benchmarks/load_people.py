"""People at the pages, for `load.py`: readers who look for something, reviewers who work off the queue."""

import asyncio
import html
import random
import re
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx
from lxml.html import FormElement, document_fromstring

# No page is waited for longer than this, in seconds.
PATIENCE = 60.0
# The server closes a connection that was not used for 5 seconds; ours is given up well before, on a busy machine too.
UNUSED = 1.0
COUNTRIES = ("SYR", "IRQ", "YEM", "UKR", "SDN")
KINDS = ("airstrike", "shelling", "bombing", "attack", "clash", "capture", "detention", "displacement", "aid", "talks")
PARTIES = ("SYR-MIL", "RUS-MIL", "islamic-state", "SYR-REB", "YEM-MIL", "houthis", "UKR-MIL", "SDN-MIL", "sdf")
# What a map at a laptop's size asks for: the whole world, and a country.
FRAMES = ("zoom=2&frame=-170,-60,170,75", "zoom=6&frame=35,32,43,38")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: what it was for, how long the whole answer took in seconds, and what went wrong, "" if nothing."""

    kind: str
    seconds: float
    wrong: str
    at: float


class Home(Exception):  # noqa: N818 - no error
    """It is time to go."""


@dataclass(slots=True)
class Person:
    """Somebody with an account and a browser of their own, at an address of their own."""

    root: str
    name: str
    password: str
    address: str
    think: float
    dice: random.Random
    asked: list[Asked] = field(default_factory=list)
    client: httpx.AsyncClient = field(init=False)
    until: float = 0.0

    def __post_init__(self) -> None:
        self.client = httpx.AsyncClient(
            base_url=self.root,
            headers={"X-Forwarded-For": self.address, "Sec-Fetch-Site": "same-origin", "Accept-Encoding": "gzip"},
            timeout=PATIENCE,
            limits=httpx.Limits(keepalive_expiry=UNUSED),
        )

    async def live(self, until: float) -> None:
        """Sign in and go on until a moment of the monotonic clock; what was asked is in `asked`."""
        async with self.client:
            page = await self.get("sign-in page", "/signin")
            token = re.search(r'name="csrf" value="([^"]+)"', page)
            data = {"name": self.name, "password": self.password, "csrf": token[1] if token else ""}
            await self.post("signing in", "/signin", data, expected=(303,))
            self.until = until
            with suppress(Home):
                while True:
                    await self.act()

    async def act(self) -> None:
        """Do one thing as people do, with the time it takes to look at it."""
        raise NotImplementedError

    async def pause(self) -> None:
        """Look at a page for a while; raises Home when it is time to go."""
        if time.monotonic() > self.until:
            raise Home
        await asyncio.sleep(min(self.dice.expovariate(1 / self.think), 6 * self.think))

    async def get(self, kind: str, path: str) -> str:
        """Ask for a page and return it, "" where there was none."""
        return (await self._send(kind, "GET", path))[0]

    async def post(self, kind: str, path: str, data: dict[str, str], expected: Sequence[int] = (200, 303)) -> str:
        """Send a form and return where it leads, "" for nowhere."""
        return (await self._send(kind, "POST", path, data, expected))[1]

    async def _send(
        self, kind: str, method: str, path: str, data: dict[str, str] | None = None, expected: Sequence[int] = (200,)
    ) -> tuple[str, str]:
        began = time.monotonic()
        headers = {"Origin": self.root} if data is not None else {}
        wrong, text, onward = "", "", ""
        try:
            answer = await self.client.request(method, path, data=data, headers=headers)
            text, onward = answer.text, answer.headers.get("location", "")
            if answer.status_code not in expected:
                wrong, text = f"status {answer.status_code}", ""
        except httpx.HTTPError as error:
            wrong = type(error).__name__
        self.asked.append(Asked(kind, time.monotonic() - began, wrong, began))
        return text, onward


class Reader(Person):
    """Opens the overview, narrows it, leafs, opens incidents and their reports, now and then takes a table home."""

    async def act(self) -> None:
        """Look for one thing, from the overview to an incident or two."""
        await self._overview("overview", "/", self.dice.choice(FRAMES))
        for _ in range(self.dice.randint(1, 3)):
            kind, query = self._filters()
            page = await self._overview(kind, f"/?{query}", self.dice.choice(FRAMES), query)
            if self.dice.random() < 0.4 and (onward := _links(page, r"/\?[^\"]*after=[^\"]+")):
                page = await self._overview("next page", onward[0], "") or page
            incidents = _links(page, r"/incidents/i[0-9a-z]+")
            for ref in self.dice.sample(incidents, min(len(incidents), self.dice.randint(0, 2))):
                reports = _links(await self.get("incident", ref), r"/reports/r[0-9a-z]+[^\"#]*")
                await self.pause()
                if reports and self.dice.random() < 0.5:
                    await self.get("report", self.dice.choice(reports))
                    await self.pause()
        if self.dice.random() < 0.1:
            narrow = self._month() | {"country": self.dice.choice(COUNTRIES), "kind": self.dice.choice(KINDS)}
            await self.get("export", f"/api/v1/export/csv?{urlencode(narrow)}")
            await self.pause()

    async def _overview(self, kind: str, path: str, frame: str, query: str = "") -> str:
        """Open the overview, and what its map asks for then."""
        page = await self.get(kind, path)
        if frame:
            await self.get("map", f"/api/v1/clusters?{query}{'&' if query else ''}{frame}")
        await self.pause()
        return page

    def _filters(self) -> tuple[str, str]:
        dice = self.dice
        if dice.random() < 0.1:
            return "words", urlencode({"words": f"place{dice.randrange(400)}"})
        all_ = {
            "country": dice.choice(COUNTRIES),
            "kind": dice.choice(KINDS),
            "party": dice.choice(PARTIES),
            "place": f"Place {dice.randrange(400)}",
            "publisher": f"paper-{dice.randrange(40)}",
            "status": dice.choice(("disputed", "single")),
        }
        chosen = {name: all_[name] for name in dice.sample(sorted(all_), dice.randint(1, 2))}
        return "filtered", urlencode(chosen | (self._month() if dice.random() < 0.5 else {}))

    def _month(self) -> dict[str, str]:
        day = f"{self.dice.randint(2012, 2021)}-{self.dice.randint(1, 12):02}"
        return {"since": f"{day}-01", "until": f"{day}-28"}


class Reviewer(Person):
    """Takes an incident of the queue, looks at it, and accepts, rejects, corrects it or takes the last act back."""

    async def act(self) -> None:
        """Work on one incident by the forms of the page."""
        page = await self.get("review queue", "/review")
        items = _links(page, r"/review\?[^\"]*item=i[0-9a-z]+")
        if not items:
            await self.pause()
            return
        page = await self.get("review item", self.dice.choice(items))
        await self.pause()
        if not page:
            return
        forms = document_fromstring(page).forms  # type: ignore[attr-defined]
        what = self.dice.choices(("accept", "reject", "edit", "undo"), (55, 15, 20, 10))[0]
        form = next((one for one in forms if str(one.get("action")).endswith(f"/{_form_of(what)}")), None)
        if form is None:
            return
        onward = await self.post(what, *self._filled(form, what), expected=(303, 409))
        if onward:
            await self.get("review item", onward)
            await self.pause()

    def _filled(self, form: FormElement, what: str) -> tuple[str, dict[str, str]]:
        """Return the address and the fields of a form as the browser would send them."""
        data = {str(name): str(value or "") for name, value in form.form_values()}
        action = str(form.get("action"))
        if what == "reject":
            action = action.replace("/accept", "/reject")
        if what in ("accept", "reject", "edit"):
            data["note"] = "looked at under load"
        if what == "edit":
            data["value"] = self.dice.choice(KINDS)
        return action, data


def _form_of(what: str) -> str:
    return "accept" if what == "reject" else "undo" if what == "undo" else what


def _links(page: str, pattern: str) -> list[str]:
    """Return the distinct addresses on a page that fit, in its order."""
    found = re.findall(f'href="({pattern})"', page)
    return list(dict.fromkeys(html.unescape(one) for one in found))
