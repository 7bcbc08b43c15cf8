"""Plain text: bytes → what they spell. The file itself is the text, so its places are the text's own."""

import re

from importers.parsing.formats.garbled import is_chinese
from importers.parsing.formats.records import Extracted, UnreadableFileError
from importers.parsing.formats.versions import VERSIONS
from policies.text.normalize import has_control_characters

# Strictly UTF-8 (with or without a byte-order mark), then GB18030, in which older office files come, then Big5.
_ENCODINGS = ("utf-8-sig", "gb18030", "big5")
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")  # what Windows' Notepad calls “Unicode”

# Bytes that no text has in any encoding of ours: such a file is no text that was only saved wrongly.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LOOKED_AT = 4096


def decode(content: bytes) -> tuple[str, str]:
    """The text and its encoding; UnreadableError where it is none."""
    for encoding in ("utf-16",) if content.startswith(_BYTE_ORDER_MARKS) else _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding in ("gb18030", "big5") and not is_chinese(text, encoding):
            continue
        if has_control_characters(text):  # a binary file, read as GB18030, betrays itself by these
            raise UnreadableFileError(
                "不是文本文件（含控制字符），也不是认得的格式，请另存为 DOCX、PDF、网页或 UTF-8 文本后再导入。"
            )
        return text, encoding.removesuffix("-sig")
    if _BINARY.search(content[:_LOOKED_AT]):
        raise UnreadableFileError(
            "认不出是什么文件，可能已经损坏；请重新传输，或用原来的软件另存为 DOCX、PDF 或网页后再导入。"
        )
    raise UnreadableFileError("认不出文字的编码（不是 UTF-8、GB18030 或 Big5），请另存为 UTF-8 后再导入。")


def read(content: bytes) -> Extracted:
    """The text of a plain file, untouched."""
    text, encoding = decode(content)
    return Extracted(text, "text", VERSIONS["text"], encoding)
