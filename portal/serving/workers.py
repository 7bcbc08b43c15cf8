"""gunicorn's threads, kept from those who send half a request: a thread is given a request when all of it is there.

gunicorn hands a connection to a thread with its first byte, and the thread waits for the rest: as many half-sent lines
as there are threads, and nobody else is served. Here the kernel keeps what came so far. It is looked at, not taken
(``MSG_PEEK``), and the socket is said to be readable only when more has come (``SO_RCVLOWAT``), so that waiting costs
neither a thread nor a turn of the loop. What is too long to be kept so (a file for the desk) is read as it comes, by
half of the threads at most; to gather it for all is the work of a proxy (deploy/nginx.conf).
"""

import re
import select
import selectors
import socket
import struct
import time
from concurrent.futures import Future
from contextlib import suppress
from enum import Enum, auto
from functools import partial

from django.conf import settings
from gunicorn.workers.gthread import TConn, ThreadWorker

from portal.serving.proxies import is_within

# Bytes: of a request's line and headers, and of a body that is waited for.
MAX_HEAD, MAX_BODY = 32 * 1024, 64 * 1024
# Seconds for all of these together, and for each further piece of a longer body.
PATIENCE = 10
# Seconds that a visitor may hold a thread, with what is still to come and what is still to be taken.
MAX_LOAN = 60
# Bytes of an answer that the kernel takes at once, so that a slow reader holds no thread; it allows what it allows.
ANSWER = 1024 * 1024
# Seconds for the other end to close.
FAREWELL = 2
_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,9})[ \t]*\r\n", re.IGNORECASE)
# Who asks whether to send a body waits for an answer first; of what comes in chunks nobody knows the length.
_COMES_LATER = re.compile(rb"\r\n(?:expect|transfer-encoding):", re.IGNORECASE)
_TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_BUSY = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_TIMEVAL = struct.pack("ll", PATIENCE, 0)


class Stage(Enum):
    """The part of a request that is there."""

    PART = auto()
    WHOLE = auto()
    # A head, and a body that is too long to be waited for.
    COMING = auto()
    TOO_LONG = auto()


def stage_of(sent: bytes) -> Stage:
    """Return how much of a request has come.

    stage_of(b"GET / HT") is PART, stage_of(b"GET / HTTP/1.1\\r\\n\\r\\n") is WHOLE
    """
    end = sent.find(_END)
    if end < 0 or end > MAX_HEAD:
        return Stage.PART if len(sent) < MAX_HEAD else Stage.TOO_LONG
    head = sent[: end + len(_END)]
    length = int(found[1]) if (found := _LENGTH.search(head)) else 0
    if _COMES_LATER.search(head) or length > MAX_BODY:
        return Stage.COMING
    return Stage.PART if len(sent) < len(head) + length else Stage.WHOLE


class WholeRequestWorker(ThreadWorker):
    """Threads that are given whole requests."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Whose request a thread has, until when they may hold it; and those of them whose bodies still come.
        self.lent_until: dict[TConn, float] = {}
        self.coming: set[TConn] = set()

    def enqueue_req(self, conn: TConn) -> None:
        """Give a connection to a thread, or wait for the rest of its request."""
        read, waiting = _sent(conn)
        stage = Stage.WHOLE if waiting is None else stage_of(read + waiting)
        if stage is Stage.WHOLE or (stage is Stage.COMING and _is_proxy(conn)):
            self._hand_over(conn)
        elif stage is Stage.COMING:
            self._lend(conn)
        elif stage is Stage.PART:
            self._wait(conn, len(waiting or b""))
        else:
            self._refuse(conn, _TOO_LONG)

    def murder_pending(self) -> None:
        """End who waits too long, and who holds a thread too long."""
        super().murder_pending()
        now = time.monotonic()
        for conn in [conn for conn, until in self.lent_until.items() if until < now]:
            del self.lent_until[conn]
            with suppress(OSError):
                conn.sock.shutdown(socket.SHUT_RDWR)

    def set_accept_enabled(self, enabled: bool) -> None:
        """Begin or cease to take connections; a worker that stops takes first who waits at its door, and then shuts it.

        Who waited when it was shut, or came while it stood open and nobody answered, would be cut off unanswered.
        """
        if self.alive or enabled:
            super().set_accept_enabled(enabled)
            return
        while ready := select.select(self.sockets, [], [], 0)[0]:
            for listener in ready:
                self.accept(listener)
        super().set_accept_enabled(enabled)
        for listener in self.sockets:
            listener.close()

    def _hand_over(self, conn: TConn) -> None:
        conn.deadline = conn.so_far = None
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _TIMEVAL)
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ANSWER)
        if not _is_proxy(conn):
            self.lent_until[conn] = time.monotonic() + MAX_LOAN
        super().enqueue_req(conn)

    def _lend(self, conn: TConn) -> None:
        """Let a thread read a body as it comes, while others are left for whole requests."""
        if len(self.coming) >= self.cfg.threads // 2:
            self._refuse(conn, _BUSY)
            return
        self.coming.add(conn)
        self._hand_over(conn)

    def _wait(self, conn: TConn, so_far: int) -> None:
        now = time.monotonic()
        before, conn.so_far = getattr(conn, "so_far", None), so_far
        conn.deadline = getattr(conn, "deadline", None) or now + PATIENCE
        # Readable, and yet no more has come: the other end has closed.
        if now > conn.deadline or before == so_far:
            self._close(conn)
            return
        conn.timeout = conn.deadline
        conn.sock.setblocking(False)
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, so_far + 1)
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def finish_request(self, conn: TConn, fs: Future) -> None:
        """Take a connection back from a thread; one that ends is seen off in the loop's turn, not waited for."""
        self.lent_until.pop(conn, None)
        self.coming.discard(conn)
        conn.close = partial(self._see_off, conn)
        super().finish_request(conn, fs)

    def _see_off(self, conn: TConn, graceful: bool = False) -> None:
        """Say that no more comes, and read away what still does: cut off with something unread, an answer is lost."""
        del conn.close  # from now on it is what it was
        try:
            if graceful:
                conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            graceful = False
        if not graceful:
            conn.close()
            return
        self.nr_conns += 1
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + FAREWELL
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._read_away, conn))

    def _read_away(self, conn: TConn, client: socket.socket) -> None:
        with suppress(OSError):
            if client.recv(MAX_BODY):
                return
        self.poller.unregister(client)
        self.pending_conns.remove(conn)
        self._close(conn)

    def _refuse(self, conn: TConn, answer: bytes) -> None:
        with suppress(OSError):
            conn.sock.send(answer)
        self._close(conn)

    def _close(self, conn: TConn) -> None:
        self.nr_conns -= 1
        conn.close()


def _is_proxy(conn: TConn) -> bool:
    """Whether the other end is a proxy of ours, which gathers before it sends; only one comes by a file."""
    return not isinstance(conn.client, tuple) or is_within(conn.client[0], settings.PROXIES)


def _sent(conn: TConn) -> tuple[bytes, bytes | None]:
    """Return what was read with the request before, and what has come since; None for this where all is over."""
    read = conn.parser.unreader.buf.getvalue() if conn.parser is not None else b""
    try:
        return read, conn.sock.recv(MAX_HEAD + MAX_BODY, socket.MSG_PEEK | socket.MSG_DONTWAIT) or None
    except BlockingIOError:
        return read, b""
    except OSError:
        return read, None
