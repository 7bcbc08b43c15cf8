"""gunicorn as `make run` starts it: half a request holds nobody up, too long a one costs nothing, a stop loses none."""

import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep

import pytest

from portal.serving.workers import MAX_BODY, MAX_HEAD, MAX_LOAN, Stage, stage_of
from tests.site import p95, until

pytestmark = pytest.mark.long

LINE = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
POST = b"POST /display/large-text/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
HALVES = {
    "nothing": b"",
    "half a line": LINE[:9],
    "a line": LINE,
    "half of the end": LINE + b"\r",
    "half a body": POST + b"Content-Length: 20\r\n\r\nlarge=1",
    "half behind a whole one": LINE.replace(b"/", b"/healthz", 1) + b"\r\n" + LINE,
}
# What is not waited for as a whole: each holds a thread, but not all of them.
COMING = {
    "a long body": POST + f"Content-Length: {MAX_BODY + 1}\r\n\r\nlarge=1".encode(),
    "chunks": POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nlarg",
    "asks before it sends": POST + b"Expect: 100-continue\r\nContent-Length: 9\r\n\r\n",
    "a file for the desk": POST.replace(b"/display/large-text/", b"/admin/login/")
    + b"Cookie: csrftoken=x\r\nContent-Length: 2000000\r\n\r\nusername=",
}


@pytest.mark.parametrize(
    "sent, stage",
    [
        *(pytest.param(half, Stage.PART, id=name) for name, half in HALVES.items() if "whole" not in name),
        *(pytest.param(sent, Stage.COMING, id=name) for name, sent in COMING.items()),
        pytest.param(LINE + b"X: y\r\n" * MAX_HEAD, Stage.TOO_LONG, id="headers without end"),
        pytest.param(LINE + b"X: y\r\n" * MAX_HEAD + b"\r\n", Stage.TOO_LONG, id="with an end too late"),
        pytest.param(LINE + b"\r\n", Stage.WHOLE, id="whole"),
        pytest.param(LINE + b"\r\nGET", Stage.WHOLE, id="whole, and the next begins"),
        pytest.param(POST + b"content-length: 7\r\n\r\nlarge=1", Stage.WHOLE, id="a whole body"),
        pytest.param(POST + b"Content-Length: 0\r\n\r\n", Stage.WHOLE, id="no body"),
        pytest.param(POST + b"X: content-length: 9\r\n\r\n", Stage.WHOLE, id="a length in another header"),
    ],
)
def test_how_much_of_a_request_has_come(sent, stage):
    assert stage_of(sent) == stage


@pytest.fixture(scope="module")
def get(site):
    """The site, served by one worker, so that whoever holds its threads holds all."""
    with site.served("--workers", "1") as get:
        yield get


def opened(port: int, sent: bytes) -> socket.socket:
    held = socket.create_connection(("127.0.0.1", port), timeout=30)
    held.sendall(sent)
    return held


@pytest.mark.parametrize("half", HALVES.values(), ids=HALVES)
def test_half_a_request_holds_nobody_up(get, half):
    """Fifty hold it, with four threads; twenty visitors are answered at once, and so is the rest of what was held."""
    with ExitStack() as held:
        half_open = [held.enter_context(closing(opened(get.port, half))) for _ in range(50)]
        assert [get("/readyz", timeout=5).status for _ in range(20)] == [200] * 20
        rest = half_open[0]
        if LINE.startswith(half):
            rest.sendall((LINE + b"\r\n")[len(half) :])
            assert rest.recv(12) == b"HTTP/1.1 200"


@pytest.mark.parametrize("coming", COMING.values(), ids=COMING)
def test_bodies_that_come_slowly_hold_half_of_the_threads(get, coming):
    """Thirty of them, and visitors are answered at once; who is one too many is told to come again."""
    with ExitStack() as held:
        slow = [held.enter_context(closing(opened(get.port, coming))) for _ in range(30)]
        assert [get("/readyz", timeout=5).status for _ in range(20)] == [200] * 20
        assert slow[-1].recv(12) == b"HTTP/1.1 503"
    until(lambda: sent_whole(get.port) != b"HTTP/1.1 503")


def sent_whole(port: int) -> bytes:
    """What is answered to a long body that comes at once."""
    with closing(
        opened(port, POST + f"Content-Length: {MAX_BODY + 1}\r\n\r\n".encode() + b"x" * (MAX_BODY + 1))
    ) as all_of_it:
        return all_of_it.recv(12)


@pytest.mark.drill
def test_who_sends_a_long_body_by_drops_is_let_go(get):
    """A byte a second, for ever: after a minute it is over."""
    began = monotonic()
    with closing(opened(get.port, COMING["a file for the desk"])) as dripping, suppress(OSError):
        while monotonic() - began < 2 * MAX_LOAN:
            dripping.sendall(b"x")
            sleep(1)
    assert MAX_LOAN - 5 < monotonic() - began < MAX_LOAN + 15


@pytest.mark.parametrize(
    "half", [half for half in HALVES.values() if half], ids=[name for name in HALVES if name != "nothing"]
)
def test_who_goes_away_in_the_middle_is_forgotten(get, half):
    """What they sent would be there to be looked at again and again."""
    before, began = busy(get.process.pid), monotonic()
    for _ in range(20):
        opened(get.port, half).close()
    sleep(0.5)
    assert (busy(get.process.pid) - before) / (monotonic() - began) < 0.7, "share of a processor"
    assert get("/readyz").status == 200


def test_who_does_not_close_is_not_waited_for(get):
    """They were answered, and stay; the loop waited two seconds for each."""
    ends = LINE + b"Connection: close\r\n\r\n"
    with ExitStack() as held:
        stay = [held.enter_context(closing(opened(get.port, ends))) for _ in range(20)]
        assert {each.recv(12) for each in stay[:1]} == {b"HTTP/1.1 200"}
        assert [get("/readyz", timeout=5).status for _ in range(20)] == [200] * 20


def busy(parent: int) -> float:
    """How many seconds of a processor a server's workers have used."""
    workers = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    fields = [Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split() for worker in workers]
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


@pytest.mark.drill
def test_visitors_beside_half_sent_requests_wait_no_longer(get, record_property):
    """Told, not asserted."""
    quiet = p95(get)
    with ExitStack() as held:
        for number in range(50):
            held.enter_context(closing(opened(get.port, list(HALVES.values())[number % len(HALVES)])))
        beside = p95(get)
    record_property("drill", f"p95 without a proxy: quiet {quiet:.1f} ms, beside 50 half-sent {beside:.1f} ms")


@pytest.mark.drill
def test_who_drips_is_not_waited_for_longer_than_others(get):
    """A sign a second: after ten seconds it is over."""
    with closing(opened(get.port, b"G")) as dripping, suppress(OSError):
        for second in range(25):  # noqa: B007 - the last one counts
            dripping.sendall(b"E")
            sleep(1)
    assert 8 <= second < 20
    assert get("/readyz").status == 200


@pytest.mark.parametrize("sent", [b"GET /" + b"x" * 16_000_000, LINE + b"X: y\r\n" * 200_000], ids=["line", "headers"])
def test_what_is_too_long_is_refused_while_it_comes(get, sent):
    with closing(opened(get.port, b"")) as held:
        with suppress(OSError):
            held.sendall(sent)
        with suppress(OSError):
            assert held.recv(MAX_HEAD)[:12] in (b"HTTP/1.1 431", b"HTTP/1.1 400", b"")
    assert get("/readyz").status == 200


def test_the_site_s_own_refusal_comes_first(get):
    answer = get(f"/articles/?q={'x' * 8_050}")
    assert answer.status == 414
    assert "地址太长" in answer.text


@dataclass
class Load:
    """Visitors who ask on and on: what they were answered, and what was lost."""

    port: int
    answered: list[int] = field(default_factory=list)
    lost: list[Exception] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def ask(self) -> None:
        """Each time anew, until nobody is there."""
        while self.is_answered(HTTPConnection("127.0.0.1", self.port, timeout=30), closes=True):
            pass

    def ask_on(self) -> None:
        """On one connection, as a proxy does, until it is told that this ends."""
        asking = HTTPConnection("127.0.0.1", self.port, timeout=30)
        while self.is_answered(asking):
            pass

    def is_answered(self, asking: HTTPConnection, *, closes: bool = False) -> bool:
        is_late = self.stopped.is_set()
        try:
            asking.request("GET", "/units/")
            answer = asking.getresponse()
            answer.read()
        except ConnectionRefusedError:
            return False
        except (OSError, HTTPException) as error:
            self.lost += [] if is_late else [error]
            return False
        self.answered.append(answer.status)
        if closes:
            asking.close()
        return closes or not answer.will_close


def test_a_stop_under_load_loses_no_request(site):
    """What was sent before is answered; what comes later finds nobody."""
    with site.served("--workers", "1") as get:
        load = Load(get.port)
        asking = [threading.Thread(target=each) for each in (load.ask, load.ask, load.ask_on, load.ask_on)]
        for each in asking:
            each.start()
        until(lambda: len(load.answered) > 3)
        load.stopped.set()
        get.process.send_signal(signal.SIGTERM)
        get.process.wait(timeout=60)
        for each in asking:
            each.join(timeout=30)
    assert set(load.answered) == {200}
    assert load.lost == []


def test_wrong_settings_end_in_a_sentence_before_any_worker_starts(site):
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", "127.0.0.1:0"]
    wrong = site.environment | {"JINCE_HOSTS": "*"}
    done = subprocess.run(command, env=wrong, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    assert done.returncode != 0
    assert "配置有误：JINCE_HOSTS 里的“*”不是域名" in done.stderr
    assert "Traceback" not in done.stderr
