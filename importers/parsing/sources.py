"""Bytes as received → source text.

Takes the path of one file. Gives a :class:`SourceText`, whose ``text`` is the file decoded and otherwise untouched:
every later offset into a source is an offset into this string. Guarantees that the text is not empty and holds no
control characters, or raises :class:`SourceError` with one sentence that says what, where and what to do.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from policies.text.normalize import has_control_characters


class SourceError(Exception):
    """A file that cannot be imported; its message is one sentence for the person who gave the file."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """One text as received: ``content`` the bytes, ``text`` what they spell in ``encoding``."""

    name: str
    content: bytes
    encoding: str
    text: str

    @property
    def sha256(self) -> str:
        """The fingerprint of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def read(path: Path) -> SourceText:
    """Read the file at ``path``.

    UTF-8 is tried strictly (with or without a byte-order mark), then GB18030, in which older office files come.
    Raises SourceError when the file is missing, a folder, unreadable, empty, binary, or in neither encoding.
    """
    return decode(path.name, _content(path))


def decode(name: str, content: bytes) -> SourceText:
    """The text that ``content`` spells; raises SourceError as :func:`read` does."""
    if not content.strip():
        raise SourceError(f"{name}：文件是空的，请检查是否传输完整。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if has_control_characters(text):  # a PDF or Word file, read as GB18030, betrays itself by these
            raise SourceError(f"{name}：不是文本文件（含控制字符），请先把文件另存为 UTF-8 文本或 Markdown。")
        if not text.strip():
            raise SourceError(f"{name}：文件里没有文字，请检查是否传输完整。")
        return SourceText(name, content, encoding.removesuffix("-sig"), text)
    raise SourceError(f"{name}：既不是 UTF-8 也不是 GB18030 编码，请另存为 UTF-8 后再导入。")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"{path}：找不到这个文件，请检查路径。") from None
    except IsADirectoryError:
        raise SourceError(f"{path}：这是一个文件夹，请给出其中的文件。") from None
    except OSError as error:
        raise SourceError(f"{path}：读不了这个文件（{error.strerror}）。") from None
