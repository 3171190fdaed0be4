"""What the trials of fetching share: quick settings, a story, and the error of an address."""

import ipaddress
from dataclasses import replace

import pytest

from sayso.errors import FetchError
from sayso.intake.fetching import Client, FetchSettings

LOCAL = (ipaddress.ip_network("127.0.0.0/8"),)


QUICK = FetchSettings(allowed=LOCAL, delay=0.0, backoff=0.01, connect=2.0, read=1.0, total=3.0, largest=2_000_000)
# Where nothing is to time out, however busy the machine is.
PATIENT = replace(QUICK, connect=60.0, read=60.0, total=120.0)

STORY = "The army said on Friday that its warplanes had bombed a market in Nyala, killing at least 30 people there."


def fault(client: Client, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        client.fetch(url)
    return caught.value


@pytest.fixture
def client() -> Client:
    return Client(QUICK)
