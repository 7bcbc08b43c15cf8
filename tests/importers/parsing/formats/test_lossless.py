"""Whatever stands in a file comes out of it, each character with its place; a torn file is text, or one sentence."""

import json
import random
import re
from collections.abc import Callable
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import escape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.parsing.formats import isolation, markdown, pdf, web_archive, web_page, word, workbook
from importers.parsing.formats.records import Extracted
from tests.importers.parsing.formats import pdf_file, word_file
from tests.importers.parsing.formats.test_workbook import workbook as book

# What a page is known by as a page with a document in it.
FRAME = "为支持小店发展，经市政府同意，现将有关措施通知如下，请认真贯彻执行；执行中的问题，请径向市商务局反映。"


def page(lines: list[str]) -> bytes:
    return f"<html><body><p>{'</p><p>'.join(map(escape, [FRAME, *lines, FRAME]))}</p></body></html>".encode()


def archive(lines: list[str]) -> bytes:
    letter = MIMEMultipart("related")
    letter.attach(MIMEText(page(lines).decode(), "html", "utf-8"))
    return letter.as_bytes()


def document(lines: list[str]) -> bytes:
    return word_file.docx("".join(word_file.p(escape(line)) for line in [FRAME, *lines, FRAME]))


def portable(lines: list[str]) -> bytes:
    rows = [pdf_file.Line(line, 720 - 24 * index, 60, 12) for index, line in enumerate(lines, 1)]
    return pdf_file.pdf([pdf_file.Line(FRAME, 760, 60, 8), *rows, pdf_file.Line(FRAME, 200, 60, 8)])


FORMATS: dict[str, tuple[Callable[[list[str]], bytes], Callable[[bytes], Extracted]]] = {
    "html": (page, web_page.read),
    "mhtml": (archive, web_archive.read),
    "docx": (document, word.read),
    "pdf": (portable, pdf.read),
    "xlsx": (lambda lines: book(*([line] for line in [FRAME, *lines, FRAME])), workbook.read),
    "markdown": (lambda lines: "\n\n".join(["# " + FRAME, *lines, FRAME]).encode(), markdown.read),
}
# Signs that official documents are made of; none that Markdown takes for a mark.
LINES = st.lists(
    st.text("一二三第条章（）、。；，：“”《》〔〕0123456789.%元年月日省市局给予补贴 \u3000", max_size=25), max_size=15
)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", FORMATS)
@given(lines=LINES)
def test_every_character_comes_out_in_its_order_and_has_its_place(name, lines):
    write, read = FORMATS[name]
    extracted = read(write(lines))
    assert squeezed(extracted.text) == squeezed(FRAME + "".join(lines) + FRAME)
    assert all(before.end <= after.start for before, after in pairwise(extracted.places))
    placed = "".join(extracted.text[place.start : place.end] for place in extracted.places)
    assert squeezed(placed) == squeezed(extracted.text)


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_was_torn_by_chance_is_text_or_one_sentence(name):
    write, read = FORMATS[name]
    chance, whole = random.Random(12), write(["一、给予补贴5000元。", "二、减免租金。"])  # noqa: S311 - the same every time
    for _ in range(60):
        torn = bytearray(whole)
        for _ in range(chance.randrange(1, 8)):
            torn[chance.randrange(len(torn))] = chance.randrange(256)
        told = json.loads(isolation.answer(read, bytes(torn[: chance.randrange(1, len(torn) + 1)])))
        assert told.get("text") or "\n" not in told["refused"]
