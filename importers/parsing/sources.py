"""Bytes as received → source text.

Takes the path of one file of any format that ``formats`` reads. Gives a :class:`SourceText`, whose ``text`` is what the
file says, otherwise untouched: every later offset into a source is an offset into this string. Guarantees that the text
is not empty and holds no control characters, or raises :class:`SourceError` with one sentence that says what, where and
what to do.
"""

import hashlib
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from importers.parsing import formats
from importers.parsing.formats.records import Extracted, UnreadableFileError


class SourceError(Exception):
    """A file that cannot be imported; its message is one sentence for the person who gave the file."""


@dataclass(frozen=True)
class SourceFile:
    """A file as received: its bytes, not yet read."""

    name: str
    content: bytes

    @cached_property
    def sha256(self) -> str:
        """The fingerprint of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class SourceText:
    """One file as received, and what was read in it."""

    file: SourceFile
    extracted: Extracted

    @property
    def name(self) -> str:
        """The file's name."""
        return self.file.name

    @property
    def sha256(self) -> str:
        """The fingerprint of the file's bytes."""
        return self.file.sha256

    @property
    def text(self) -> str:
        """The text that all offsets count in."""
        return self.extracted.text


def receive(path: Path) -> SourceFile:
    """The bytes of the file at ``path``. Raises SourceError when it is missing, no file, unreadable or too large."""
    name = _in_one_line(path.name)
    try:
        status = path.stat()
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):  # a pipe would be waited for forever
            raise SourceError(f"{name}：这不是一个文件（是管道或设备），请给出一个文件。")
        if status.st_size > formats.MAX_BYTES:
            raise SourceError(f"{name}：{formats.too_large(status.st_size)}")
        return SourceFile(name, path.read_bytes())
    except FileNotFoundError:
        raise SourceError(f"{_in_one_line(str(path))}：找不到这个文件，请检查路径。") from None
    except IsADirectoryError:
        raise SourceError(f"{_in_one_line(str(path))}：这是一个文件夹，请给出其中的文件。") from None
    except PermissionError:
        raise SourceError(f"{_in_one_line(str(path))}：没有权限读这个文件，请检查它的权限。") from None
    except (OSError, ValueError) as error:
        why = f"（{error.strerror}）" if isinstance(error, OSError) and error.strerror else ""
        raise SourceError(f"{_in_one_line(str(path))}：读不了这个文件{why}，请检查路径。") from None


def _in_one_line(name: str) -> str:
    """A name as a sentence can have it: a file's may hold line breaks, or bytes that are no characters."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)


def extract(file: SourceFile) -> SourceText:
    """The text of a file. Raises SourceError when it is empty, damaged, or of a format that is not read."""
    try:
        return SourceText(file, formats.read(file.content))
    except UnreadableFileError as error:
        raise SourceError(f"{_in_one_line(file.name)}：{error}") from None


def reader_of(file: SourceFile) -> tuple[str, int]:
    """The format of a file and the version of its reader, without reading it. Raises SourceError as :func:`extract`."""
    try:
        name = formats.format_of(file.content)
    except UnreadableFileError as error:
        raise SourceError(f"{_in_one_line(file.name)}：{error}") from None
    return name, formats.FORMATS[name].version


def read(path: Path) -> SourceText:
    """The text of the file at ``path``, as :func:`receive` and :func:`extract` have it."""
    return extract(receive(path))


def decode(name: str, content: bytes) -> SourceText:
    """The text that ``content`` holds; raises SourceError as :func:`extract` does."""
    return extract(SourceFile(name, content))
