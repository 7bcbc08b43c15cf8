"""Asking a server over and over: how many answers a second, and how long one waits for them."""

import http.client
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice, repeat
from typing import NamedTuple

# As many ask at once as the machine has cores: one to serve, one to ask.
CLIENTS = 2
SECONDS = 2.0


class Pace(NamedTuple):
    """Requests a second, and the waits in milliseconds that half and nineteen in twenty do not exceed."""

    per_second: float
    p50: float
    p95: float


def pace(port: int, addresses: Iterator[str], expected: int = 200, **headers: str) -> Pace:
    """Ask for one address after the other until the time is up or they are; every answer must be as expected."""
    start = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        found = pool.map(lambda _: _ask(port, addresses, start + SECONDS, expected, headers), range(CLIENTS))
        waits = sorted(wait for each in found for wait in each)
    took = time.perf_counter() - start
    return Pace(len(waits) / took, *(1000 * waits[int(len(waits) * share)] for share in (0.5, 0.95)))


def _ask(port: int, addresses: Iterator[str], end: float, expected: int, headers: dict) -> list[float]:
    connection, waits = http.client.HTTPConnection("127.0.0.1", port), []
    while time.perf_counter() < end and (address := next(addresses, None)):
        start = time.perf_counter()
        connection.request("GET", address, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        response.read()
        waits.append(time.perf_counter() - start)
        if response.status != expected:
            raise RuntimeError(f"{response.status} {address}")
    connection.close()
    return waits


def one_by_one(
    port: int, addresses: Iterator[str], before: Callable[[], object], count: int = 40, **headers: str
) -> Pace:
    """Ask for addresses, each after something was done that is not timed: an edit."""
    waits = []
    for address in islice(addresses, count):
        before()
        start = time.perf_counter()
        with closing(get(port, address, **headers)) as response:
            response.read()
        waits.append(time.perf_counter() - start)
    waits.sort()
    return Pace(count / sum(waits), *(1000 * waits[int(count * share)] for share in (0.5, 0.95)))


def get(port: int, address: str, **headers: str) -> http.client.HTTPResponse:
    """One answer, its body unread."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return connection.getresponse()


class Shared:
    """An iterator that several threads may draw from."""

    def __init__(self, addresses: Iterator[str]):
        self._all = list(addresses)

    def __iter__(self) -> "Shared":
        return self

    def __next__(self) -> str:
        try:
            return self._all.pop()
        except IndexError:
            raise StopIteration from None


def again(address: str) -> Iterator[str]:
    """One address for ever."""
    return repeat(address)


def anew(address: str) -> Shared:
    """One page under ever new addresses, so that none is a page that was kept."""
    sign = "&" if "?" in address else "?"
    return Shared(f"{address}{sign}anew={number}" for number in range(20_000))
