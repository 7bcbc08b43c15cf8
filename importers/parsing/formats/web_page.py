"""A saved web page → the document in it, without the page around it.

The order: markup → blocks as the page has them (``page_blocks``) → those of the document (``page_document``) → lines.
Scripts never run, and nothing that a page names is fetched.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from importers.parsing.formats import page_blocks, page_document
from importers.parsing.formats.page_blocks import Block
from importers.parsing.formats.plain_text import decode
from importers.parsing.formats.records import Extracted, UnreadableFileError
from importers.parsing.formats.text_builder import TextBuilder

FORMAT, VERSION = "html", 1

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([\w-]{2,20})", re.IGNORECASE)
# What sites write, and what it is: GB2312 and GBK are parts of GB18030.
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CHARSETS = {b"gb2312": "gb18030", b"gbk": "gb18030", b"gb18030": "gb18030", b"big5": "big5"}
# What pages of governments say of themselves (政府网站发展指引, 国办发〔2017〕47号), and what we ask of it.
METADATA = ("ArticleTitle", "PubDate", "ContentSource", "SiteName", "ColumnName", "Url")


def read(content: bytes) -> Extracted:
    """The document of a page; UnreadableError where it holds none."""
    text, encoding = _decoded(content)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode(), parser)
    if root is None:
        raise UnreadableFileError("网页里没有内容，请重新保存网页后再导入。")
    metadata = _metadata(root)
    document = page_document.find(page_blocks.blocks(root), metadata)
    if not document.blocks:
        raise UnreadableFileError(
            "网页里没有找到公文正文，可能是列表页、首页或要登录的页面；请打开公文所在的页面，另存后再导入。"
        )
    builder = TextBuilder()
    for block in document.blocks:
        _write(builder, block)
    if broken := text.count("\ufffd"):
        builder.doubt(f"网页里有 {broken} 个字的编码是坏的，读不出是什么字，请对照原件。")
    return replace(builder.built(FORMAT, VERSION, {**metadata, **document.information}), encoding=encoding)


def _decoded(content: bytes) -> tuple[str, str]:
    """The markup: as the page says of itself, if nearly all of it can be read so; else as its bytes say."""
    named = _CHARSET.search(content[:4096])
    encoding = _CHARSETS.get(named[1].lower(), "utf-8") if named else "utf-8"
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
