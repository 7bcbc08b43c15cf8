"""Files that are not read: what each is, and what to do, in one sentence; nothing half done."""

import io
import zipfile
from importlib import import_module

import pytest

from importers.parsing import formats, sources
from importers.parsing.formats import isolation, ocr
from importers.parsing.formats.__main__ import READERS
from importers.parsing.formats.records import Extracted, UnreadableFileError
from importers.parsing.sources import SourceError


def zipped(**parts: bytes) -> bytes:
    """A zip file with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def ole(stream: str) -> bytes:
    """The beginning of an old Office file with a stream of this name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + stream.encode("utf-16-le") + b"\0" * 500


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 50


@pytest.mark.parametrize(
    "name, content, words",
    [
        pytest.param("空.pdf", b"", ["文件是空的"], id="empty"),
        pytest.param("老.doc", ole("WordDocument"), ["旧版 Word 文档", "另存为 DOCX"], id="doc"),
        pytest.param("文.wps", ole("WordDocument"), ["WPS", "另存为 DOCX"], id="wps"),
        pytest.param("表.xls", ole("Workbook"), ["旧版 Excel", "另存为 XLSX"], id="xls"),
        pytest.param("讲.ppt", ole("PowerPoint Document"), ["演示文稿", "不是公文"], id="ppt"),
        pytest.param("密.docx", ole("EncryptedPackage"), ["密码"], id="a docx with a password"),
        pytest.param("未.dat", ole("Other"), ["旧版 Office 或 WPS"], id="another old file"),
        pytest.param("文.rtf", rb"{\rtf1\ansi \u25919?}", ["RTF", "另存为 DOCX"], id="rtf"),
        pytest.param("文.odt", zipped(**{"content.xml": b"<a/>"}), ["OpenDocument", "另存为 DOCX"], id="odt"),
        pytest.param("讲.pptx", zipped(**{"ppt/presentation.xml": b"<a/>"}), ["演示文稿"], id="pptx"),
        pytest.param("件.ofd", zipped(**{"OFD.xml": b"<a/>"}), ["OFD", "导出为 PDF"], id="ofd"),
        pytest.param("书.epub", zipped(**{"META-INF/container.xml": b"<a/>"}), ["电子书"], id="epub"),
        pytest.param("文.docx", zipped(**{"[Content_Types].xml": b"<a/>"}), ["没有文档的正文"], id="half a docx"),
        pytest.param("装.docx", b"MZ\x90\x00" + b"\0" * 50, ["程序", "不是公文"], id="a program named docx"),
        pytest.param("会.pdf", b"\0\0\0\x18ftypmp42" + b"\0" * 50, ["音频或视频"], id="a film named pdf"),
        pytest.param("照.jpg", b"\0\0\0\x18ftypheic" + b"\0" * 50, ["HEIC", "JPG"], id="a telephone's photograph"),
        pytest.param("库.txt", b"SQLite format 3\0" + b"\0" * 50, ["数据库"], id="a data base"),
        pytest.param("文.caj", b"CAJ\0" + b"\0" * 50, ["CAJ", "导出为 PDF"], id="caj"),
        pytest.param(
            "信.eml",
            b"From: a@b.c\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nhello\r\n",
            ["邮件", "所附的公文"],
            id="a letter",
        ),
        pytest.param("包.zip", zipped(**{"甲.txt": b"1"}), ["压缩包", "先解压"], id="zip"),
        pytest.param("包.docx", b"PK\x03\x04" + b"\0" * 100, ["已损坏"], id="half a zip"),
        pytest.param("包.rar", b"Rar!\x1a\x07\x01\x00", ["压缩包", "先解压"], id="rar"),
        pytest.param("图.docx", PNG, ["图片", "DOCX"], id="a picture named docx"),
        pytest.param("图.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 50, ["图片"], id="jpeg"),
        pytest.param("坏.pdf", b"\xff\x00\x07" * 40, ["认不出", "重新传输"], id="noise named pdf"),
        pytest.param("坏.docx", b"\x00\xff" * 80, ["认不出", "重新传输"], id="noise named docx"),
        pytest.param("文.xml", b"<?xml version='1.0'?><w:wordDocument xmlns:w='a'/>", ["XML", "DOCX"], id="word's xml"),
    ],
)
def test_a_format_that_is_not_read_is_refused_by_its_name(monkeypatch, name, content, words):
    monkeypatch.delitem(formats.FORMATS, "picture", raising=False)  # as where no recognition is installed
    with pytest.raises(SourceError) as error:
        sources.decode(name, content)
    message = str(error.value)
    assert message.startswith(f"{name}：")
    assert message.endswith("。")
    assert "\n" not in message
    assert all(word in message for word in words)
    assert "UTF-8" not in message


@pytest.mark.parametrize(
    "content, name",
    [
        pytest.param("第一条 甲。".encode(), "text", id="text"),
        pytest.param(b"\xef\xbb\xbf<!DOCTYPE html><p>a", "html", id="a page behind a byte-order mark"),
        pytest.param("  <html><p>第一条".encode("gb18030"), "html", id="a page in gb18030"),
        pytest.param(b"<html><p>\xff\xff\xff", "html", id="a page with broken signs"),
        pytest.param("<办法>所称小店，是指".encode(), "text", id="a text that begins with a bracket"),
        pytest.param("**一、** 甲".encode(), "markdown", id="markdown"),
        pytest.param(b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n", "mhtml", id="a letter"),
        pytest.param(
            b"Content-Type: multipart/related;\n\tboundary=x\nMIME-Version: 1.0\n\n", "mhtml", id="its head turned"
        ),
        pytest.param("发件人：市商务局\n一、补贴。".encode(), "text", id="no letter"),
    ],
)
def test_a_format_is_known_by_its_content(content, name):
    assert formats.format_of(content) == name


def exhausted(content: bytes) -> Extracted:
    raise MemoryError


def broken(content: bytes) -> Extracted:
    raise RuntimeError("分析器出错")


def refused(content: bytes) -> Extracted:
    raise UnreadableFileError("文件设有密码。")


@pytest.mark.parametrize(
    "reader, said",
    [
        pytest.param(exhausted, "超出了时间或内存的上限", id="no memory"),
        pytest.param(broken, "已损坏或不合格式", id="a fault of the parser"),
        pytest.param(refused, "文件设有密码。", id="refused"),
    ],
)
def test_whatever_a_reader_raises_is_one_sentence(reader, said):
    assert said in isolation.answer(reader, b"").encode().decode("unicode_escape")


@pytest.mark.long
@pytest.mark.parametrize(
    "code, said",
    [
        pytest.param("import os; os.kill(os.getpid(), 9)", "超出了时间或内存的上限", id="killed"),
        pytest.param("raise SystemExit(3)", "已损坏或不合格式", id="ended"),
        pytest.param("print('{}')", "已损坏或不合格式", id="it says something else"),
        pytest.param("import time; time.sleep(60)", "超出了时间或内存的上限", id="it hangs"),
        pytest.param(
            "from importers.parsing.formats import isolation; isolation.limit('html')\n"
            "print(isolation.answer(lambda content: [0] * 10**9, b''))",
            "超出了时间或内存的上限",
            id="it wants too much memory",
        ),
    ],
)
def test_a_reader_that_is_ended_ends_nothing_else(monkeypatch, code, said):
    monkeypatch.setattr(isolation, "COMMAND", ("-c", code))
    monkeypatch.setattr(isolation, "MAX_SECONDS", 3)
    with pytest.raises(UnreadableFileError, match=said):
        isolation.read("html", b"<p>")


def test_a_text_without_end_is_refused_before_it_is_parsed(monkeypatch):
    monkeypatch.setattr(formats, "MAX_SIGNS", 20_000)
    assert formats.read(("一、办夜市。\n" * 2_000).encode()).text
    with pytest.raises(UnreadableFileError, match="有 2 万字，超过 2 万字的上限；请拆成几个文件"):
        formats.read(("一、办夜市。\n" * 3_000).encode())


@pytest.mark.parametrize("name", sorted(formats.FORMATS.keys() - {"text"}))
def test_a_reader_has_the_version_by_which_its_texts_are_known(name):
    """Else a text is taken for one that an older reader read, and is read again with each import."""
    reader = "scanned pdf" if name == "pdf" and ocr.is_installed() else name
    module = import_module(f"importers.parsing.formats.{READERS.get(reader, reader)}")
    assert formats.FORMATS[name].version == module.VERSION
