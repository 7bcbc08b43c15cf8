"""A reader in a process of its own, with limits of time and memory: a stranger's file can end only that.

The process gets the bytes and gives the text, or pictures of its pages, as JSON; it writes no file, and has nothing
else to say.
"""

import base64
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import IO, Any, TypeVar

from importers.parsing.formats.records import DrawnPage, Extracted, ReadingDoubt, UnreadableFileError
from policies.text.places import from_row, to_row

T = TypeVar("T")

MAX_MEMORY = 1_500_000_000
MAX_SECONDS = 120
# Recognition of some hundred pages takes minutes, and its engine much more room than it fills.
LONGER = frozenset({"picture", "scanned pdf"})
MAX_MEMORY_LONGER = 8_000_000_000
MAX_SECONDS_LONGER = 3600
COMMAND = ("-m", "importers.parsing.formats")
_ROOT = Path(__file__).parents[3]
_EXHAUSTED = "读这个文件超出了时间或内存的上限，没有导入；请拆成几个文件，或另存为文本后再导入。"
_DAMAGED = "文件已损坏或不合格式，读不出来；请重新传输，或用原来的软件打开、另存后再导入。"


# Asked each second while a reader works; what it raises ends the waiting, and the reader.
_watch: ContextVar[Callable[[], None]] = ContextVar("watch")
_SECOND = 1.0


@contextmanager
def watched(watch: Callable[[], None]) -> Iterator[None]:
    """Let ``watch`` be asked each second that a reader works in here; what it raises ends the reader, and is raised."""
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)


def read(name: str, content: bytes) -> Extracted:
    """Return what the reader of the format ``name`` gives; or one sentence why not, whatever becomes of its process."""
    return _answered(name, content, _unpacked)


def pictures(name: str, content: bytes) -> list[DrawnPage]:
    """The pages of a file as pictures, by the reader ``name``; or one sentence why not, as :func:`read`."""
    return _answered(name, content, _unpacked_pictures)


def _answered(name: str, content: bytes, unpack: Callable[[dict[str, Any]], T]) -> T:
    command = [sys.executable, *COMMAND, name]
    with tempfile.TemporaryFile() as stdin:
        stdin.write(content)
        stdin.seek(0)
        output, code = _communicate(command, stdin, _seconds(name))
    if code < 0:
        raise UnreadableFileError(_EXHAUSTED)
    try:
        return unpack(_unless_refused(json.loads(output)))
    except (ValueError, KeyError, TypeError):
        raise UnreadableFileError(_DAMAGED) from None


def _communicate(command: list[str], stdin: IO[bytes], seconds: int) -> tuple[bytes, int]:
    """Return what a process says within so many seconds, and how it ended."""
    with subprocess.Popen(  # noqa: S603 - our own module, and a name out of our own table
        command, cwd=_ROOT, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            for _ in range(seconds):
                with suppress(subprocess.TimeoutExpired):
                    return process.communicate(timeout=_SECOND)[0], process.returncode
                _watch.get(lambda: None)()
        finally:
            process.kill()
    raise UnreadableFileError(_EXHAUSTED)


def _unless_refused(reply: dict[str, Any]) -> dict[str, Any]:
    if "refused" in reply:
        raise UnreadableFileError(str(reply["refused"]))
    return reply


def answer(read_: Callable[[bytes], Extracted], content: bytes) -> str:
    """Return what the process says: the text, or why there is none."""
    return _answer(lambda: _packed(read_(content)))


def answer_pictures(draw: Callable[[bytes], Iterable[DrawnPage]], content: bytes) -> str:
    """Return what the process says: the pictures, or why there are none."""
    return _answer(lambda: _packed_pictures(draw(content)))


def _answer(work: Callable[[], dict[str, object]]) -> str:
    """Turn whatever goes wrong in a reader into a refusal: it is the file's fault."""
    try:
        return json.dumps(work())
    except UnreadableFileError as error:
        return json.dumps({"refused": str(error)})
    except MemoryError:
        return json.dumps({"refused": _EXHAUSTED})
    except Exception:
        return json.dumps({"refused": _DAMAGED})


def _seconds(name: str) -> int:
    return MAX_SECONDS_LONGER if name in LONGER else MAX_SECONDS


def limit(name: str) -> None:
    """Limit this process, which reads the format ``name``: memory, seconds of work, no file that grows."""
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MAX_MEMORY_LONGER if name in LONGER else MAX_MEMORY),
        (resource.RLIMIT_CPU, _seconds(name)),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # a system that has not this limit, as macOS for memory
            resource.setrlimit(what, (most, most))


def _packed(extracted: Extracted) -> dict[str, object]:
    return {
        "text": extracted.text,
        "format": extracted.format,
        "version": extracted.version,
        "encoding": extracted.encoding,
        "places": [to_row(place) for place in extracted.places],
        "doubts": [(doubt.start, doubt.end, doubt.reason) for doubt in extracted.doubts],
        "metadata": dict(extracted.metadata),
    }


def _packed_pictures(found: Iterable[DrawnPage]) -> dict[str, object]:
    return {"pages": [(each.page, each.width, each.height, base64.b64encode(each.content).decode()) for each in found]}


def _unpacked_pictures(reply: dict[str, Any]) -> list[DrawnPage]:
    return [DrawnPage(int(page), int(w), int(h), base64.b64decode(drawn)) for page, w, h, drawn in reply["pages"]]


def _unpacked(reply: dict[str, Any]) -> Extracted:
    return Extracted(
        str(reply["text"]),
        str(reply["format"]),
        int(reply["version"]),
        str(reply["encoding"]),
        tuple(from_row(row) for row in reply["places"]),
        tuple(ReadingDoubt(int(start), int(end), str(reason)) for start, end, reason in reply["doubts"]),
        {str(name): str(value) for name, value in reply["metadata"].items()},
    )
