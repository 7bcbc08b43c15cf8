"""A page saved as one file (.mht, .mhtml: RFC 2557) → the document in it.

Such a file is a letter whose parts are the page, its frames and its pictures. The page is the one with the most to say:
what frames show stands in parts of their own.
"""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from importers.parsing.formats import web_page
from importers.parsing.formats.records import Extracted, UnreadableFileError
from importers.parsing.formats.versions import VERSIONS

FORMAT, VERSION = "mhtml", VERSIONS["mhtml"]

_MAX_PARTS = 5000
_OF_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_NONE = "是邮件或单个文件的网页，里面没有网页的文字；请导入邮件所附的公文，或在浏览器里打开公文页面，重新保存后再导入。"


def read(content: bytes) -> Extracted:
    """The document of a page saved as one file; UnreadableError where none of its parts holds one."""
    found: list[Extracted] = []
    refusal = UnreadableFileError(_NONE)
    for page in _pages(message_from_bytes(content)):
        try:
            found.append(web_page.read(page))
        except UnreadableFileError as error:
            refusal = error
    if not found:
        raise refusal
    return replace(max(found, key=lambda each: len(each.text)), format=FORMAT, version=VERSION)


def _pages(letter: Message) -> Iterator[bytes]:
    """Yield the pages among the parts of a letter, in UTF-8 where the part says in what it is written."""
    for number, part in enumerate(letter.walk()):
        if number > _MAX_PARTS:
            return
        content = part.get_payload(decode=True) if part.get_content_type() in _OF_PAGES else None
        if isinstance(content, bytes) and content.strip():
            yield _in_utf8(content, part.get_content_charset(""))


def _in_utf8(content: bytes, charset: str) -> bytes:
    """A page's bytes behind the mark of UTF-8, if its part names another way of writing that they are in."""
    if charset in ("", "utf-8", "us-ascii"):
        return content
    try:
        return content.decode({"gb2312": "gb18030", "gbk": "gb18030"}.get(charset, charset)).encode("utf-8-sig")
    except (LookupError, UnicodeDecodeError):
        return content
