"""Fetching against a small world with faults: an address in, a page or a clear error out."""

import gzip
import ipaddress
import socket
import threading
import time
import zlib
from dataclasses import replace
from email.utils import formatdate
from functools import partial

import brotli
import pytest

from sayso.errors import FetchError, SettingError
from sayso.intake.fetching import Client, FetchSettings, Reason, from_environment
from sayso.intake.fetching.addresses import joined, may_connect, parse, same_site
from world import Answer, World, brotli_bomb, deflate_bomb, gzip_bomb, page, world

__all__ = ["world"]
LOCAL = (ipaddress.ip_network("127.0.0.0/8"),)
QUICK = FetchSettings(allowed=LOCAL, delay=0.0, backoff=0.01, connect=1.0, read=0.5, total=1.5, largest=2_000_000)
STORY = "The army said on Friday that its warplanes had bombed a market in Nyala, killing at least 30 people there."


def fault(client: Client, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        client.fetch(url)
    return caught.value


@pytest.fixture
def client() -> Client:
    return Client(QUICK)


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


# ---- addresses


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://example.org/a", "only http:// and https://"),
        ("file:///etc/passwd", "only http:// and https://"),
        ("javascript:alert(1)", "only http:// and https://"),
        ("example.org/a", "only http:// and https://"),
        ("http:///a", "names no host"),
        ("http://me:secret@example.org/", "a name or password in it"),
        ("http://example.org/a b", "a space or a control character"),
        ("http://example.org/\r\nHost: other", "a space or a control character"),
        ("http://example.org:99999/", "is no address of the web"),
        ("http://[::1/", "is no address of the web"),
        ("http://example.org/" + "a" * 2000, "2,000 are the most"),
        ("http://exa\u2028mple.org/", "no host name"),
    ],
)
def test_what_is_no_address_is_refused_before_anything_is_sent(client: Client, url: str, said: str) -> None:
    error = fault(client, url)
    assert said in str(error) and error.reason == Reason.ADDRESS and not error.again
    assert "\n" not in str(error) and "\r" not in str(error)


def test_addresses_are_written_in_one_way() -> None:
    assert parse("HTTP://Example.ORG:80/a/é?q=ü#part").url == "http://example.org/a/%C3%A9?q=%C3%BC"
    assert parse("https://bücher.example/").host == "xn--bcher-kva.example"
    assert parse("http://[2001:db8::1]:8080/").origin == "http://[2001:db8::1]:8080"
    assert joined("http://example.org/a/b", "../c?d") == "http://example.org/c?d"
    assert joined("http://example.org/a", "mailto:x@y") == ""
    assert same_site("https://www.example.org/a", "http://m.example.org/b")
    assert not same_site("https://example.org.evil.example/", "https://example.org/")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0",  # noqa: S104
        "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::", "::1", "fe80::1", "fc00::1",
        "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:100.64.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "2001:db8::1", "::127.0.0.1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(address: str) -> None:
    assert may_connect(ipaddress.ip_address(address), 80, (), frozenset((80, 443)))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_public_addresses_are_not(address: str) -> None:
    assert may_connect(ipaddress.ip_address(address), 443, (), frozenset((80, 443))) == ""
    assert may_connect(ipaddress.ip_address(address), 22, (), frozenset((80, 443))) == "port 22"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0"])
def test_this_machine_is_not_fetched_from_however_it_is_written(world: World, host: str) -> None:
    world.story("/a", STORY)
    error = fault(Client(replace(QUICK, allowed=())), f"http://{host}:{world.port}/a")
    assert error.reason in (Reason.REFUSED, Reason.NAME)
    assert world.asked == []


def test_a_redirect_to_a_private_address_is_refused(world: World) -> None:
    """The first host is allowed, the one it sends on to is not."""
    world.pages["/a"] = Answer(status=302, headers={"Location": f"http://inner.example:{world.port}/secret"})
    world.story("/secret", STORY)
    other = (ipaddress.ip_network("127.0.0.1/32"),)
    names = {"outer.example": "127.0.0.1", "inner.example": "127.0.0.2"}
    client = Client(replace(QUICK, allowed=other), lookup=lambda host, _port: [names[host]])
    error = fault(client, f"http://outer.example:{world.port}/a")
    assert "inner.example leads to a loopback address, from which nothing is fetched" in str(error)
    assert world.count("/secret") == 0


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(world: World) -> None:
    """A rebinding host: public when first looked up, this machine ever after. The address checked is the one used."""
    looked: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        looked.append(host)
        return ["127.0.0.3"] if len(looked) == 1 else ["127.0.0.1"]

    # 127.0.0.3 plays the public address, where nobody listens; the world is at 127.0.0.1.
    public = (ipaddress.ip_network("127.0.0.3/32"),)
    world.story("/a", STORY)
    client = Client(replace(QUICK, allowed=public, tries=1), lookup=rebinding)
    assert fault(client, f"http://rebind.example:{world.port}/a").reason == Reason.NETWORK
    client = Client(replace(QUICK, allowed=public), lookup=rebinding)
    assert fault(client, f"http://rebind.example:{world.port}/a").reason == Reason.REFUSED
    assert world.asked == []


def test_of_several_addresses_only_the_public_ones_are_used(world: World) -> None:
    first = (ipaddress.ip_network("127.0.0.1/32"),)
    world.story("/a", STORY)
    client = Client(replace(QUICK, allowed=first), lookup=lambda *_: ["10.0.0.1", "127.0.0.1"])
    assert client.fetch(f"http://two.example:{world.port}/a").capture


def test_a_host_that_does_not_exist() -> None:
    def nowhere(_host: str, _port: int) -> list[str]:
        raise socket.gaierror("no such host")

    error = fault(Client(QUICK, lookup=nowhere), "http://nowhere.example/")
    assert "there is no host of this name" in str(error) and error.reason == Reason.NAME


def test_a_lookup_that_hangs_is_given_up() -> None:
    hang = threading.Event()

    def hanging(_host: str, _port: int) -> list[str]:
        hang.wait(20)
        return []

    client = Client(replace(QUICK, connect=0.1, tries=1), lookup=hanging)
    assert fault(client, "http://slow.example/").reason == Reason.TIME
    hang.set()


# ---- redirects


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


# ---- time and size


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


# ---- compression


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(STORY.encode(), mtime=0)),
        ("x-gzip", gzip.compress(STORY[:50].encode(), mtime=0) + gzip.compress(STORY[50:].encode(), mtime=0)),
        ("deflate", zlib.compress(STORY.encode())),
        ("deflate", zlib.compress(STORY.encode())[2:-4]),
        ("br", brotli.compress(STORY.encode())),
        ("identity", STORY.encode()),
    ],
)
def test_compressed_pages(world: World, client: Client, encoding: str, packed: bytes) -> None:
    found = client.fetch(world.put("/a", packed, headers={"Content-Encoding": encoding}))
    assert found.capture and found.capture.body == STORY.encode()


@pytest.mark.parametrize("size", [0, 1, 299_999, 1_900_000])
@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_compressed_pages_of_any_size(world: World, client: Client, encoding: str, size: int) -> None:
    plain = (b"".join(b"%d " % n for n in range(size // 5)) + b"x" * size)[:size]
    packed = {"gzip": gzip.compress, "deflate": zlib.compress, "br": partial(brotli.compress, quality=4)}[encoding](
        plain
    )
    found = client.fetch(world.put("/a", packed, headers={"Content-Encoding": encoding}))
    assert found.capture and found.capture.body == plain


@pytest.mark.parametrize(
    ("encoding", "bomb"), [("gzip", gzip_bomb()), ("deflate", deflate_bomb()), ("br", brotli_bomb())]
)
@pytest.mark.parametrize("largest", [2_000_000, 500_000_000])
def test_bombs_are_given_up_early(world: World, encoding: str, bomb: bytes, largest: int) -> None:
    """By size, and where the limit is high, by how much they grow."""
    url = world.put("/bomb", bomb, headers={"Content-Encoding": encoding})
    error = fault(Client(replace(QUICK, largest=largest)), url)
    assert error.reason in ((Reason.SIZE, Reason.ENCODING) if largest == 2_000_000 else (Reason.ENCODING,))


@pytest.mark.parametrize(
    ("encoding", "body", "said"),
    [
        ("gzip", b"not gzip at all", "damaged"),
        ("gzip", gzip.compress(b"x" * 1000, mtime=0)[:-9], "damaged"),
        ("br", brotli.compress(STORY.encode())[:-9], "damaged"),
        ("zstd", b"whatever", "which was not asked for"),
        ("gzip, br", b"whatever", "which was not asked for"),
    ],
)
def test_broken_compression(world: World, client: Client, encoding: str, body: bytes, said: str) -> None:
    error = fault(client, world.put("/a", body, headers={"Content-Encoding": encoding}))
    assert said in str(error) and error.reason == Reason.ENCODING


# ---- answers


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


# ---- politeness


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


# ---- settings


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
