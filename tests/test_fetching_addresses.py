"""Which addresses are fetched from: none that is private, however it is written, named or led to."""

import ipaddress
import socket
import threading
from dataclasses import replace

import pytest

from fetching_sample import QUICK, STORY, client, fault
from sayso.intake.fetching import Client, Reason
from sayso.intake.fetching.addresses import joined, may_connect, parse, same_site
from world import Answer, World, world

__all__ = ["client", "world"]


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
