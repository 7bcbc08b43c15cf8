"""A file's bytes → its text with its places. One reader a format; which, the bytes say, never the name.

A reader is a function from bytes to :class:`Extracted`. Each has a version, which moves when it reads anything
otherwise than before: a stored text tells by which version it was read.
"""

from collections.abc import Callable
from dataclasses import dataclass

from importers.parsing.formats import isolation, markdown, markdown_lines, ocr, plain_text
from importers.parsing.formats.garbled import is_garbled
from importers.parsing.formats.recognition import REFUSALS, recognise
from importers.parsing.formats.records import DrawnPage, Extracted, UnreadableFileError
from importers.parsing.formats.versions import VERSIONS, WITH_RECOGNITION

# A scanned law of some hundred pages; what is larger is a film, or a fault.
MAX_BYTES = 100_000_000
# What two thousand close-printed pages have; what is longer is no document.
MAX_SIGNS = 3_000_000


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read: its name for people, and the version of its reader."""

    label: str
    version: int
    read: Callable[[bytes], Extracted]


def _apart(name: str) -> Callable[[bytes], Extracted]:
    """A reader in a process of its own, for what a stranger's file could do to a parser."""
    return lambda content: isolation.read(name, content)


def _markdown(content: bytes) -> Extracted:
    """The text of a Markdown file: by a reader in a process of its own if there is markup in it to be parsed."""
    has_markup = markdown_lines.has_markup(plain_text.decode(content)[0])
    return isolation.read("markdown", content) if has_markup else markdown.read(content)


FORMATS = {
    "text": Format("文本", VERSIONS["text"], plain_text.read),
    "markdown": Format("Markdown", VERSIONS["markdown"], _markdown),
    "html": Format("网页", VERSIONS["html"], _apart("html")),
    "mhtml": Format("单个文件的网页", VERSIONS["mhtml"], _apart("mhtml")),
    "pdf": Format("PDF", VERSIONS["pdf"], _apart("pdf")),
    "docx": Format("DOCX", VERSIONS["docx"], _apart("docx")),
    "xlsx": Format("XLSX", VERSIONS["xlsx"], _apart("xlsx")),
}
if ocr.is_installed():
    FORMATS["pdf"] = Format("PDF", VERSIONS["pdf"] + WITH_RECOGNITION, _apart("scanned pdf"))
    FORMATS["picture"] = Format("图片", VERSIONS["picture"], _apart("picture"))


# Whose pages can be shown.
WITH_PAGES = frozenset({"pdf", "picture"})


def too_large(size: int) -> str:
    """The sentence that refuses a file of ``size`` bytes."""
    limit = MAX_BYTES // 1_000_000
    return f"文件有 {size / 1_000_000:.0f} MB，超过 {limit} MB 的上限，没有导入；请拆成几个文件后再导入。"


def format_of(content: bytes) -> str:
    """The name of the format of a file that is read; UnreadableError where it is not, or is no file at all."""
    if len(content) > MAX_BYTES:
        raise UnreadableFileError(too_large(len(content)))
    if not content.strip():
        raise UnreadableFileError("文件是空的，请检查是否传输完整。")
    name = recognise(content)
    if name not in FORMATS:
        raise UnreadableFileError(REFUSALS[name])
    return name


def pictures(content: bytes, name: str) -> list[DrawnPage]:
    """The pages of a file of the format ``name`` as pictures, [] of one that has no pages. Raises UnreadableError."""
    return isolation.pictures(f"{name} pages", content) if name in WITH_PAGES else []


def read(content: bytes) -> Extracted:
    """The text of a file of any format that is read; UnreadableError where it cannot be."""
    extracted = FORMATS[format_of(content)].read(content)
    if not extracted.text.strip():
        raise UnreadableFileError("文件里没有文字，请检查是否传输完整。")
    if is_garbled(extracted.text):
        raise UnreadableFileError(
            "文件里的文字读出来是乱码，没有导入；请导入它的 DOCX、网页，或先作文字识别、转换编码。"
        )
    if (signs := len(extracted.text)) > MAX_SIGNS:
        limit = MAX_SIGNS // 10_000
        raise UnreadableFileError(f"文件里有 {signs // 10_000} 万字，超过 {limit} 万字的上限；请拆成几个文件后再导入。")
    return extracted
