"""Bytes → the name of their format. A file is what its first bytes say; its name may say anything."""

import re
from collections.abc import Callable

from importers.parsing.formats.markdown import is_marked
from importers.parsing.formats.plain_text import decode
from importers.parsing.formats.records import UnreadableFileError
from importers.parsing.formats.zip_archive import Archive

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FIRST_BYTES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (_OLE, "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"MZ\x90\x00", "program"),
    (b"\x7fELF", "program"),
    (b"ID3\x03", "recording"),
    (b"ID3\x04", "recording"),
    (b"SQLite format 3\x00", "data base"),
    (b"%!PS", "postscript"),
    (b"CAJ\x00", "caj"),
    (b"KDH ", "caj"),
)
# The part by which a zip file is what it is, the first that is there.
_ZIP_PARTS: tuple[tuple[str, str], ...] = (
    (r"word/document\d{0,3}\.xml", "docx"),
    (r"xl/workbook\d{0,3}\.xml", "xlsx"),
    (r"ppt/presentation\d{0,3}\.xml", "pptx"),
    (r"OFD\.xml", "ofd"),
    (r"content\.xml", "odt"),
    (r"META-INF/container\.xml", "epub"),
    (r"\[Content_Types\]\.xml", "office"),
)
# The streams of an OLE file, whose names stand in it in UTF-16.
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "encrypted office"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
# A page and what belongs to it in one file is a letter (RFC 2557), whose first lines stand in any order.
_MHTML = re.compile(rb"(?:[\w-]{2,40}:[^\r\n]{0,500}\r?\n(?:[ \t][^\r\n]{0,500}\r?\n){0,20}){1,30}")
# Bytes from the fifth on: a film, or a photograph of a telephone.
_MEDIA = re.compile(rb".{4}ftyp(?:(heic|heix|mif1|avif)|.{4})", re.DOTALL)
_RIFF = re.compile(rb"RIFF.{4}WEBP", re.DOTALL)
_PAGE = re.compile(
    r"<!doctype\s+html|<html[\s>]|<(?:head|body|meta|title|div|table|p|span|br)(?:\s[^<>]{0,500})?/?>", re.I
)
_WORD_XML = re.compile(r"<\?mso-application|<(?:w:wordDocument|pkg:package)[\s>]")

# What is not read, and what its owner can do about it.
_DOCX = "请用 Word 或 WPS 打开，另存为 DOCX（.docx）后再导入。"
REFUSALS = {
    "doc": f"是旧版 Word 文档（.doc）或 WPS 文档（.wps），本系统不读这种格式，{_DOCX}",
    "rtf": f"是 RTF 文档，本系统不读这种格式，{_DOCX}",
    "odt": "是 OpenDocument 文件（.odt、.ods），本系统不读这种格式，请另存为 DOCX（.docx）或 XLSX（.xlsx）后再导入。",
    "epub": "是电子书（.epub），本系统不读这种格式；请导入公文的 DOCX、PDF 或网页。",
    "caj": "是 CAJ 文件，本系统不读这种格式，请用它的阅读器导出为 PDF 后再导入。",
    "postscript": "是 PostScript 文件，本系统不读这种格式，请转换为 PDF 后再导入。",
    "office": "是 Office 的文件，但其中没有文档的正文，可能已经损坏；请用 Word、Excel 或 WPS 打开、另存后再导入。",
    "program": "是一个程序，不是公文；请导入公文的 DOCX、PDF 或网页。",
    "recording": "是音频或视频，不是公文；请导入公文的 DOCX、PDF 或网页。",
    "data base": "是一个数据库，不是公文；请导入公文的 DOCX、PDF 或网页。",
    "photograph": "是手机的照片（HEIC），本系统不读这种格式，请转换为 JPG 或 PDF 后再导入。",
    "word xml": f"是 Word 的 XML 文档，本系统不读这种格式，{_DOCX}",
    "xls": "是旧版 Excel 表格（.xls）或 WPS 表格（.et），本系统不读这种格式，请另存为 XLSX（.xlsx）后再导入。",
    "ppt": "是演示文稿（.ppt），不是公文；请导入公文的 DOCX、PDF 或网页。",
    "pptx": "是演示文稿（.pptx），不是公文；请导入公文的 DOCX、PDF 或网页。",
    "ole": "是旧版 Office 或 WPS 的文件，本系统不读这种格式，请另存为 DOCX（.docx）后再导入。",
    "encrypted office": "是设有密码的 Office 文件，请先去掉密码、另存后再导入。",
    "ofd": "是 OFD 版式文件，本系统暂不读这种格式，请用 OFD 阅读器导出为 PDF 后再导入。",
    "picture": (
        "是一幅图片，其中的文字本系统没有读；请导入公文的 DOCX、PDF 或网页，或请管理员装上文字识别（jince[ocr]）。"
    ),
    "archive": "是压缩包，请先解压，再导入其中的公文。",
    "zip": "是压缩包，请先解压，再导入其中的公文。",
}


def recognise(content: bytes) -> str:
    """The name of a format: text, markdown, html, docx, pdf … or one of REFUSALS."""
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if _RIFF.match(content):
        return "picture"
    if media := _MEDIA.match(content):
        return "photograph" if media[1] else "recording"
    if _is_mhtml(content):
        return "mhtml"
    found = next((name for first, name in _FIRST_BYTES if content.startswith(first)), "")
    inside: dict[str, Callable[[bytes], str]] = {"zip": _inside_zip, "ole": _inside_ole, "": _of_text}
    return inside[found](content) if found in inside else found


def _is_mhtml(content: bytes) -> bool:
    head = _MHTML.match(content[:8192].lstrip())
    return bool(head and b"mime-version:" in head[0].lower() and b"content-type:" in head[0].lower())


def _inside_zip(content: bytes) -> str:
    names = Archive(content).names
    return next((name for part, name in _ZIP_PARTS if any(re.fullmatch(part, each) for each in names)), "zip")


def _inside_ole(content: bytes) -> str:
    return next((name for stream, name in _OLE_STREAMS if stream.encode("utf-16-le") in content), "ole")


def _of_text(content: bytes) -> str:
    try:
        text = decode(content)[0]
    except UnreadableFileError:  # a page may hold what no text does
        start = content[:4096].decode("latin-1")
        return "html" if start.lstrip().startswith("<") and _PAGE.search(start) else "text"
    start = text[:20_000]
    if _WORD_XML.search(start[:2000]):
        return "word xml"
    if start.lstrip("\ufeff \t\r\n").startswith("<") and _PAGE.search(start[:4096]):
        return "html"
    return "markdown" if is_marked(text) else "text"
