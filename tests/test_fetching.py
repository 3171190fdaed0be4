"""Fetching against a small world with faults: an address in, a page or a clear error out."""

import socket
import threading
import time
from dataclasses import replace
from email.utils import formatdate

import pytest

from fetching_sample import QUICK, STORY, client, fault
from sayso.errors import SettingError
from sayso.intake.fetching import Client, Reason, from_environment
from world import Answer, World, page, world

__all__ = ["client", "world"]


def test_a_page_comes_with_its_bytes_its_headers_and_when(world: World, client: Client) -> None:
    found = client.fetch(world.story("/a", STORY, headers={"ETag": '"one"', "Set-Cookie": "me=1"}))
    assert found.capture is not None
    assert found.capture.body == page(STORY).encode()
    assert (found.capture.media_type, found.charset, found.etag) == ("text/html", "utf-8", '"one"')
    assert (found.capture.status, found.capture.url) == (200, world.url + "/a")
    assert found.capture.captured is not None and found.capture.captured.tzinfo is not None
    names = [name for name, _value in found.capture.headers]
    assert "etag" in names and "set-cookie" not in names


def test_the_user_agent_says_who_asks_and_no_cookie_is_sent_back(world: World) -> None:
    client = Client(replace(QUICK, contact="mailto:desk@example.org"))
    url = world.story("/a", STORY, headers={"Set-Cookie": "me=1"})
    client.fetch(url)
    client.fetch(url)
    assert world.asked[-1].headers["user-agent"].endswith("(+mailto:desk@example.org)")
    assert "cookie" not in world.asked[-1].headers


def test_a_proxy_of_the_environment_is_not_used(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert client.fetch(world.story("/a", STORY)).capture


def test_a_proxy_that_is_set_is_used(world: World) -> None:
    client = Client(replace(QUICK, proxy=world.url, allowed=()))
    world.pages["http://story.example/a"] = Answer(b"by proxy")
    found = client.fetch("http://story.example/a")
    assert found.capture and found.capture.body == b"by proxy"
    assert fault(client, "http://10.0.0.1/").reason == Reason.REFUSED


def test_a_redirect_is_followed_and_the_last_address_told(world: World, client: Client) -> None:
    world.pages["/old"] = Answer(status=301, headers={"Location": "/new#part"})
    world.story("/new", STORY)
    found = client.fetch(world.url + "/old")
    assert found.final == world.url + "/new"
    assert found.capture and found.capture.url == world.url + "/old"


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("/a", "in a circle"),
        ("", "to nowhere"),
        ("file:///etc/passwd", "is no address that is fetched"),
        ("http://me:pw@127.0.0.1/", "is no address that is fetched"),
    ],
)
def test_redirects_that_lead_nowhere(world: World, client: Client, location: str, said: str) -> None:
    world.pages["/a"] = Answer(status=302, headers={"Location": location} if location else {})
    error = fault(client, world.url + "/a")
    assert said in str(error) and error.reason == Reason.REDIRECTS


def test_too_many_redirects(world: World, client: Client) -> None:
    for n in range(20):
        world.pages[f"/{n}"] = Answer(status=302, headers={"Location": f"/{n + 1}"})
    assert "sends on more than 5 times" in str(fault(client, world.url + "/0"))
    assert world.count("/5") == 1 and world.count("/6") == 0


def test_a_server_that_does_not_answer(world: World, client: Client) -> None:
    error = fault(client, world.story("/a", STORY, slow=5))
    assert error.reason == Reason.TIME and error.again
    assert world.count("/a") == 1  # a slow server is not asked again at once


def test_a_server_that_drips_is_given_up_at_the_deadline(world: World, client: Client) -> None:
    """Each byte comes in time, the page does not."""
    began = time.monotonic()
    assert fault(client, world.story("/a", STORY, drip=0.05)).reason == Reason.TIME
    assert time.monotonic() - began < 10 * QUICK.total


def test_a_page_that_is_too_large_is_refused_by_its_length_or_by_its_bytes(world: World, client: Client) -> None:
    huge = b"x" * 2_000_001
    for length in (None, -1):  # told, and not told
        world.put("/huge", huge, length=length)
        error = fault(client, world.url + "/huge")
        assert "larger than 2 MB" in str(error) and error.reason == Reason.SIZE


@pytest.mark.parametrize("more", [{"cut": 20}, {"length": 100_000}, {"cut": 0}])
def test_a_page_cut_short_is_asked_for_again_and_never_taken_for_whole(
    world: World, client: Client, more: dict[str, int]
) -> None:
    error = fault(client, world.story("/a", STORY, **more))
    assert "cut the connection" in str(error) and error.again
    assert world.count("/a") == QUICK.tries


def test_a_connection_that_is_cut_once_costs_nothing(world: World, client: Client) -> None:
    whole = Answer(b"whole")

    def once(_path: str, _headers: dict[str, str]) -> Answer:
        return replace(whole, cut=1) if world.count("/a") == 1 else whole

    world.pages["/a"] = once
    found = client.fetch(world.url + "/a")
    assert found.capture and found.capture.body == b"whole"


def test_nobody_listens(client: Client) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        error = fault(client, f"http://127.0.0.1:{taken.getsockname()[1]}/")
    assert "could not be reached (connection refused)" in str(error)


def test_what_is_no_http(client: Client) -> None:
    server = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        for _ in range(QUICK.tries):
            with server.accept()[0] as one:
                one.recv(1000)
                one.sendall(b"SSH-2.0-example\r\n")

    threading.Thread(target=talk, daemon=True).start()
    assert "is no HTTP" in str(fault(client, f"http://127.0.0.1:{server.getsockname()[1]}/"))
    server.close()


def test_https_to_a_server_without_a_certificate(world: World, client: Client) -> None:
    error = fault(client, f"https://127.0.0.1:{world.port}/")
    assert error.reason == Reason.TLS


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "asks for a password"),
        (402, "asks for payment"),
        (403, "refuses programs"),
        (404, "no such page"),
        (410, "taken down"),
        (451, "legal reasons"),
        (204, "gave no page (status 204)"),
        (304, "gave no page (status 304)"),
    ],
)
def test_errors_of_the_server_say_what_to_do_and_are_not_repeated(
    world: World, client: Client, status: int, said: str
) -> None:
    world.pages["/a"] = Answer(status=status)
    error = fault(client, world.url + "/a")
    assert said in str(error) and not error.again
    assert world.count("/a") == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(world: World, client: Client, status: int) -> None:
    world.pages["/a"] = lambda *_: Answer(b"there") if world.count("/a") == 3 else Answer(status=status)
    found = client.fetch(world.url + "/a")
    assert found.capture and found.capture.body == b"there"
    world.pages["/b"] = Answer(status=status)
    error = fault(client, world.url + "/b")
    assert error.again and world.count("/b") == 3


def test_retry_after_is_waited_for(world: World, client: Client) -> None:
    world.pages["/a"] = lambda *_: (
        Answer(b"there") if world.count("/a") == 2 else Answer(status=429, headers={"Retry-After": "1"})
    )
    assert client.fetch(world.url + "/a").capture
    first, second = [one.at for one in world.asked if one.path == "/a"]
    assert second - first >= 1


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_long_retry_after_is_told_and_holds_for_the_whole_host(world: World, form: str) -> None:
    given = "3600" if form == "seconds" else formatdate(time.time() + 3600, usegmt=True)
    client = Client(replace(QUICK, longest_delay=1))
    world.pages["/a"] = Answer(status=503, headers={"Retry-After": given})
    error = fault(client, world.url + "/a")
    assert error.wait is not None and 3500 < error.wait <= 3600
    assert world.count("/a") == 1
    assert "asked to be left alone" in str(fault(client, world.story("/b", STORY)))
    assert world.count("/b") == 0


def test_what_has_not_changed_is_not_sent_again(world: World, client: Client) -> None:
    def page_(_path: str, headers: dict[str, str]) -> Answer:
        same = headers.get("if-none-match") == '"v1"'
        return Answer(status=304) if same else Answer(b"v1", headers={"ETag": '"v1"', "Last-Modified": "yesterday"})

    world.pages["/a"] = page_
    first = client.fetch(world.url + "/a")
    second = client.fetch(world.url + "/a", etag=first.etag, last_modified=first.last_modified)
    assert second.capture is None
    assert (second.etag, second.last_modified) == ('"v1"', "yesterday")
    assert world.asked[-1].headers["if-modified-since"] == "yesterday"


def test_robots_txt_is_obeyed_and_asked_for_once(world: World, client: Client) -> None:
    world.put(
        "/robots.txt", "User-agent: *\nDisallow: /private/\n\nUser-agent: sayso\nDisallow: /*.pdf$\n", "text/plain"
    )
    assert client.fetch(world.story("/private/a", STORY)).capture  # we have a section of our own
    error = fault(client, world.story("/a.pdf", STORY))
    assert "robots.txt asks programs not to" in str(error) and error.reason == Reason.ROBOTS
    assert world.count("/robots.txt") == 1 and world.count("/a.pdf") == 0


def test_a_redirect_into_what_robots_txt_forbids_is_not_followed(world: World, client: Client) -> None:
    world.put("/robots.txt", "User-agent: *\nDisallow: /private/\n", "text/plain")
    world.pages["/a"] = Answer(status=302, headers={"Location": "/private/a"})
    assert fault(client, world.url + "/a").reason == Reason.ROBOTS
    assert world.count("/private/a") == 0


def test_a_site_whose_robots_txt_is_broken_is_left_alone(world: World, client: Client) -> None:
    world.pages["/robots.txt"] = Answer(status=500)
    error = fault(client, world.story("/a", STORY))
    assert "robots.txt cannot be had" in str(error) and error.again
    assert world.count("/a") == 0
    asked = len(world.asked)
    fault(client, world.url + "/b")
    assert len(world.asked) == asked  # it is not asked again at once


def test_one_request_at_a_time_to_a_host_with_a_pause(world: World) -> None:
    client = Client(replace(QUICK, delay=0.1))
    for n in range(5):
        world.story(f"/{n}", STORY, slow=0.05)
    threads = [threading.Thread(target=client.fetch, args=(f"{world.url}/{n}",)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(world.asked) == 6 and max(one.beside for one in world.asked) == 1
    gaps = [b.at - a.at for a, b in zip(world.asked, world.asked[1:], strict=False)]
    assert min(gaps[1:]) >= 0.14


def test_crawl_delay_is_kept(world: World, client: Client) -> None:
    world.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.3\n", "text/plain")
    client.fetch(world.story("/a", STORY))
    client.fetch(world.story("/b", STORY))
    a, b = (one.at for one in world.asked if one.path in "/a/b")
    assert b - a >= 0.3


def test_stopping_ends_every_wait(world: World) -> None:
    stop = threading.Event()
    client = Client(replace(QUICK, delay=60, longest_delay=60), stop=stop)
    threading.Timer(0.2, stop.set).start()
    world.story("/a", STORY)
    error = fault(client, world.url + "/a")  # the pause after robots.txt is a minute
    assert error.reason == Reason.STOPPED and error.again


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_ALLOW", "127.0.0.0/8, 10.1.2.3")
    monkeypatch.setenv("SAYSO_PORTS", "8080")
    monkeypatch.setenv("SAYSO_CONTACT", "mailto:desk@example.org")
    found = from_environment()
    assert [str(one) for one in found.allowed] == ["127.0.0.0/8", "10.1.2.3/32"]
    assert found.ports == {80, 443, 8080}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SAYSO_ALLOW", "localhost"),
        ("SAYSO_PORTS", "http"),
        ("SAYSO_PORTS", "70000"),
        ("SAYSO_CONTACT", "me\r\nX: y"),
        ("SAYSO_PROXY", "socks5://x"),
    ],
)
def test_settings_that_mean_nothing_are_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError, match=name):
        from_environment()
