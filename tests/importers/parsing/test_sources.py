"""Bytes as received: what is read, and what is refused with one sentence."""

import pytest

from importers.parsing import sources
from importers.parsing.sources import SourceError

TEXT = "关于支持餐饮业的若干措施\n\n一、给予补贴。\n"


@pytest.mark.parametrize(
    "content, encoding",
    [
        pytest.param(TEXT.encode(), "utf-8", id="utf-8"),
        pytest.param(b"\xef\xbb\xbf" + TEXT.encode(), "utf-8", id="utf-8 with a byte-order mark"),
        pytest.param(TEXT.encode("gb18030"), "gb18030", id="gb18030"),
    ],
)
def test_a_text_reads_the_same_in_every_encoding(content, encoding):
    read = sources.decode("a.txt", content)
    assert (read.text, read.encoding, read.content) == (TEXT, encoding, content)


@pytest.mark.parametrize(
    "content, word",
    [
        pytest.param(b"", "空", id="empty"),
        pytest.param(b" \n\t\n", "空", id="nothing but space"),
        pytest.param(b"\xef\xbb\xbf", "没有文字", id="nothing but a byte-order mark"),
        pytest.param(b"%PDF-1.4\x00\x01\x02 abc", "不是文本文件", id="a PDF"),
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
