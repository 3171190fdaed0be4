"""Many addresses to reports: fetched side by side from different hosts, handed on in the order given."""

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from sayso.errors import IntakeError
from sayso.intake.address_lists import Address
from sayso.intake.fetching.client import Client
from sayso.intake.fetching.reports import reports_of
from sayso.intake.fetching.settings import FetchSettings
from sayso.intake.options import NO_OVERRIDES, Overrides
from sayso.model import Report

# Requests under way at a time, and pages that wait to be read: a page may have 20 MB.
SIDE_BY_SIDE = 16


def fetch_reports(
    addresses: Iterable[Address], settings: FetchSettings, overrides: Overrides = NO_OVERRIDES
) -> Iterator[Report | IntakeError]:
    """Yield the report at each address, or the IntakeError that says why there is none; an address given twice once.

    What a list says of a report (its day, who published it) counts where the page itself does not say.
    """
    stop = threading.Event()
    client = Client(settings, stop=stop)
    wanted = iter({one.url: one for one in addresses}.values())
    waiting: deque[Future[list[Report | IntakeError]]] = deque()
    with ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="fetch") as pool:
        try:
            for one in islice(wanted, SIDE_BY_SIDE):
                waiting.append(pool.submit(_one, client, one, overrides))
            while waiting:
                found = waiting.popleft().result()
                for one in islice(wanted, 1):
                    waiting.append(pool.submit(_one, client, one, overrides))
                yield from found
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)


def _one(client: Client, address: Address, overrides: Overrides) -> list[Report | IntakeError]:
    listed = Overrides(published=address.published, publisher=address.publisher or None)
    try:
        return [*reports_of(client.fetch(address.url), overrides, listed=listed)]
    except IntakeError as error:
        return [error]
