"""A saved web page → the document in it, without the page around it.

The order: markup → blocks as the page has them (``page_blocks``) → those of the document (``page_document``) → lines.
Scripts never run, and nothing that a page names is fetched.
"""

import codecs
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lxml import etree

from importers.parsing.formats import page_blocks, page_document
from importers.parsing.formats.page_blocks import Block
from importers.parsing.formats.plain_text import decode
from importers.parsing.formats.records import Extracted, UnreadableFileError
from importers.parsing.formats.text_builder import TextBuilder
from importers.parsing.formats.versions import VERSIONS

FORMAT, VERSION = "html", VERSIONS["html"]

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([\w-]{2,20})", re.IGNORECASE)
# What sites write, and what it is: GB2312 and GBK are parts of GB18030.
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CHARSETS = {b"gb2312": "gb18030", b"gbk": "gb18030", b"gb18030": "gb18030", b"big5": "big5"}
# What pages of governments say of themselves (政府网站发展指引, 国办发〔2017〕47号), and what we ask of it.
METADATA = ("ArticleTitle", "PubDate", "ContentSource", "SiteName", "ColumnName", "Url")
_SHORT, _SHOWN = 400, 0.25  # signs of sentences in sight, and their part of all, below which a script shows the rest


def read(content: bytes) -> Extracted:
    """The document of a page; UnreadableError where it holds none."""
    text, encoding = _decoded(content)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode(), parser)
    if root is None:
        raise UnreadableFileError("网页里没有内容，请重新保存网页后再导入。")
    metadata = _metadata(root)
    document = page_document.find(_blocks(root), metadata)
    if not document.blocks:
        raise UnreadableFileError(_why_none(root))
    builder = TextBuilder()
    for block in document.blocks:
        _write(builder, block)
    if broken := text.count("\ufffd"):
        builder.doubt(f"网页里有 {broken} 个字的编码是坏的，读不出是什么字，请对照原件。")
    return replace(builder.built(FORMAT, VERSION, {**metadata, **document.information}), encoding=encoding)


def _blocks(root: etree._Element) -> Sequence[Block]:
    """The blocks that a reader sees: those of the markup, and what it hides where a script shows it.

    A page whose markup shows next to nothing of what it says is one of these, as all articles of WeChat.
    """
    shown = page_blocks.blocks(root)
    if (seen := page_document.sentences(shown)) >= _SHORT:
        return shown
    every = page_blocks.blocks(root, hidden=True)
    return every if seen < _SHOWN * page_document.sentences(every) else shown


def _why_none(root: etree._Element) -> str:
    """Return why a page holds no document, as far as that can be seen, and what to do."""
    if next(root.iter("frame", "iframe"), None) is not None:
        return (
            "网页里没有找到公文正文，正文可能在页面嵌入的另一个网页（框架）里；"
            "请在正文上点右键，选“在新标签页中打开框架”，另存后再导入。"
        )
    return (
        "网页里没有找到公文正文，可能是列表页、首页、要登录的页面，或正文是图片、由脚本写出；"
        "请打开公文所在的页面另存，或复制正文的文字后再导入。"
    )


def _decoded(content: bytes) -> tuple[str, str]:
    """The markup: as the page says of itself, if nearly all of it can be read so; else as its bytes say."""
    named = _CHARSET.search(content[:4096])
    is_marked = content.startswith(codecs.BOM_UTF8)
    encoding = _CHARSETS.get(named[1].lower(), "utf-8") if named and not is_marked else "utf-8"
    text = content.decode(encoding, errors="replace")
    if text.count("\ufffd") * 100 < len(text) and not content.startswith(_BYTE_ORDER_MARKS):
        return text.removeprefix("\ufeff"), encoding
    try:
        return decode(content)
    except UnreadableFileError:
        return text, encoding


def _metadata(root: etree._Element) -> Mapping[str, str]:
    wanted = {name.lower(): name for name in METADATA}
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = wanted.get(str(meta.get("name", "")).lower())
        content = " ".join(str(meta.get("content", "")).split())
        if name and content:
            found.setdefault(name, content)
    title = root.find(".//title")
    if title is not None and title.text and title.text.strip():
        found.setdefault("title", " ".join(title.text.split()))
    return found


def _write(builder: TextBuilder, block: Block) -> None:
    builder.row((cell.text, cell.element) for cell in block.cells)
    if block.picture:
        builder.doubt(f"此处有一幅图片（{block.element}），其中的文字没有读出。")
