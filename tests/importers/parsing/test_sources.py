"""Files as received: what is read of them, and what is refused with one sentence."""

import os
from pathlib import Path

import pytest

from importers.parsing import formats, sources
from importers.parsing.sources import SourceError

TEXT = "关于支持餐饮业的若干措施\n\n一、给予补贴。\n"


@pytest.mark.parametrize(
    "content, encoding",
    [
        pytest.param(TEXT.encode(), "utf-8", id="utf-8"),
        pytest.param(b"\xef\xbb\xbf" + TEXT.encode(), "utf-8", id="utf-8 with a byte-order mark"),
        pytest.param(TEXT.encode("gb18030"), "gb18030", id="gb18030"),
        pytest.param(TEXT.encode("utf-16"), "utf-16", id="utf-16, as Windows' Notepad saves Unicode"),
    ],
)
def test_a_text_reads_the_same_in_every_encoding(content, encoding):
    read = sources.decode("a.txt", content)
    assert (read.text, read.extracted.encoding, read.file.content) == (TEXT, encoding, content)
    assert (read.extracted.format, read.extracted.places, read.extracted.doubts) == ("text", (), ())


TRADITIONAL = "關於支持餐飲業的若干措施，對參加展會的企業給予補貼，並減免租金。\n"


def test_traditional_characters_in_the_encoding_of_taiwan_are_read():
    read = sources.decode("a.txt", TRADITIONAL.encode("big5"))
    assert (read.text, read.extracted.encoding) == (TRADITIONAL, "big5")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TRADITIONAL.encode("big5").decode("gb18030").encode(), id="one encoding read as another"),
        pytest.param(TEXT.encode().decode("latin-1").encode(), id="letters of Western Europe"),
        pytest.param((TEXT + "\ufffd" * 10).encode(), id="signs for none"),
        pytest.param((TEXT * 3).encode()[:-20] + b"\xe4\xb8", id="a sign torn at the end"),
    ],
)
def test_a_text_that_nobody_could_read_is_refused(content):
    with pytest.raises(SourceError, match=r"乱码|编码"):
        sources.decode("a.txt", content)


def test_a_text_of_signs_that_official_texts_have_is_none():
    text = "一、10℃±2℃，3×5米，①减免·缓缴；é、ü各一处。\n"
    assert sources.decode("a.txt", text.encode()).text == text


@pytest.mark.parametrize(
    "content, word",
    [
        pytest.param(b"", "空", id="empty"),
        pytest.param(b" \n\t\n", "空", id="nothing but space"),
        pytest.param(b"\xef\xbb\xbf", "没有文字", id="nothing but a byte-order mark"),
        pytest.param(b"\x00\x01\x02 abc", "不是文本文件", id="binary"),
        pytest.param(b"\xff\xff\xff\xff abc", "编码", id="in neither encoding"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(content, word):
    with pytest.raises(SourceError) as error:
        sources.decode("坏.txt", content)
    message = str(error.value)
    assert message.startswith("坏.txt：")
    assert word in message
    assert "\n" not in message


def test_a_missing_file_and_a_folder_are_said_to_be_so(tmp_path):
    with pytest.raises(SourceError, match="找不到这个文件"):
        sources.read(tmp_path / "none.txt")
    with pytest.raises(SourceError, match="文件夹"):
        sources.read(tmp_path)


@pytest.mark.parametrize(
    "name, shown",
    [
        pytest.param("换\n行.txt", "换?行.txt：", id="a line break"),
        pytest.param("\udcff\u202e.txt", "??.txt：", id="bytes that are no characters, and a sign that turns a line"),
        pytest.param("引号\"'$(id)&<b>😀.txt", "引号\"'$(id)&<b>😀.txt：", id="odd, but seen"),
    ],
)
def test_a_sentence_names_a_file_in_one_line(name, shown):
    with pytest.raises(SourceError) as error:
        sources.decode(name, b"")
    assert str(error.value).startswith(shown)
    assert "\n" not in str(error.value)


def test_what_is_no_file_is_never_waited_for(tmp_path):
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    with pytest.raises(SourceError, match="管道：这不是一个文件"):
        sources.read(pipe)


def test_a_file_that_nobody_may_read_is_said_to_be_one(tmp_path, monkeypatch):
    file = tmp_path / "甲.txt"
    file.write_text(TEXT, encoding="utf-8")

    def forbidden(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    with pytest.raises(SourceError, match="没有权限读这个文件"):
        sources.read(file)


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path):
    file = tmp_path / "影片.txt"
    with file.open("wb") as opened:
        opened.truncate(formats.MAX_BYTES + 1)
    with pytest.raises(SourceError, match=r"影片\.txt：文件有 100 MB，超过 100 MB 的上限"):
        sources.read(file)
