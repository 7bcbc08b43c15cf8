"""gunicorn's threads, kept from those who send half a request: a thread is given a request when all of it is there.

gunicorn hands a connection to a thread with its first byte, and the thread waits for the rest: as many half-sent lines
as there are threads, and nobody else is served. Here the kernel keeps what came so far. It is looked at, not taken
(``MSG_PEEK``), and the socket is said to be readable only when more has come (``SO_RCVLOWAT``), so that waiting costs
neither a thread nor a turn of the loop. Long bodies (files for the desk) are a proxy's to gather: deploy/nginx.conf.
"""

import re
import select
import selectors
import socket
import struct
import time
from concurrent.futures import Future
from contextlib import suppress
from functools import partial

from gunicorn.workers.gthread import TConn, ThreadWorker

# Bytes: of a request's line and headers, and of a body that is waited for.
MAX_HEAD, MAX_BODY = 32 * 1024, 64 * 1024
# Seconds for all of these together, and for each further piece of a longer body.
PATIENCE = 10
# Seconds for the other end to close.
FAREWELL = 2
_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,9})[ \t]*\r\n", re.IGNORECASE)
# Who asks whether to send a body waits for an answer first.
_EXPECTS = re.compile(rb"\r\nexpect:", re.IGNORECASE)
_TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_TIMEVAL = struct.pack("ll", PATIENCE, 0)


def missing(sent: bytes) -> bool:
    """Whether more must come before a request can be answered without waiting for anybody.

    missing(b"GET / HT") and not missing(b"GET / HTTP/1.1\\r\\n\\r\\n")
    """
    end = sent.find(_END)
    if end < 0:
        return True
    head = sent[: end + len(_END)]
    length = _LENGTH.search(head)
    if length is None or _EXPECTS.search(head) or int(length[1]) > MAX_BODY:
        return False
    return len(sent) < len(head) + int(length[1])


class WholeRequestWorker(ThreadWorker):
    """Threads that are given whole requests."""

    def enqueue_req(self, conn: TConn) -> None:
        """Give a connection to a thread, or wait for the rest of its request."""
        sent = _sent(conn)
        if sent is None or not missing(sent):
            self._hand_over(conn)
        elif len(sent) < MAX_HEAD or _END in sent[:MAX_HEAD]:
            self._wait(conn, len(sent))
        else:
            self._refuse(conn)

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
        super().enqueue_req(conn)

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

    def _refuse(self, conn: TConn) -> None:
        with suppress(OSError):
            conn.sock.send(_TOO_LONG)
        self._close(conn)

    def _close(self, conn: TConn) -> None:
        self.nr_conns -= 1
        conn.close()


def _sent(conn: TConn) -> bytes | None:
    """Return what has come so far; None where a thread is to see to it: more was read already, or all is over."""
    if conn.parser is not None and conn.parser.unreader.buf.getvalue():
        return None
    try:
        return conn.sock.recv(MAX_HEAD + MAX_BODY, socket.MSG_PEEK | socket.MSG_DONTWAIT) or None
    except BlockingIOError:
        return b""
    except OSError:
        return None
