"""A reader in a process of its own, with limits of time and memory: a stranger's file can end only that.

The process gets the bytes and gives the text as JSON; it writes no file, and has nothing else to say.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from importers.parsing.formats.records import Doubt, Extracted, UnreadableError
from policies.text.places import from_row, to_row

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


def read(name: str, content: bytes) -> Extracted:
    """What the reader of the format ``name`` gives; or one sentence why not, whatever becomes of its process."""
    command = [sys.executable, *COMMAND, name]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and a name out of our own table
            command, input=content, capture_output=True, timeout=_seconds(name), cwd=_ROOT, check=False
        )
    except subprocess.TimeoutExpired:
        raise UnreadableError(_EXHAUSTED) from None
    if done.returncode < 0:
        raise UnreadableError(_EXHAUSTED)
    try:
        return _unpacked(json.loads(done.stdout))
    except (ValueError, KeyError, TypeError):
        raise UnreadableError(_DAMAGED) from None


def answer(read_: Callable[[bytes], Extracted], content: bytes) -> str:
    """What the process says: the text, or why there is none. Whatever goes wrong in a reader is the file's fault."""
    try:
        return json.dumps(_packed(read_(content)))
    except UnreadableError as error:
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


def _unpacked(told: dict[str, Any]) -> Extracted:
    if "refused" in told:
        raise UnreadableError(str(told["refused"]))
    return Extracted(
        str(told["text"]),
        str(told["format"]),
        int(told["version"]),
        str(told["encoding"]),
        tuple(from_row(row) for row in told["places"]),
        tuple(Doubt(int(start), int(end), str(reason)) for start, end, reason in told["doubts"]),
        {str(name): str(value) for name, value in told["metadata"].items()},
    )
