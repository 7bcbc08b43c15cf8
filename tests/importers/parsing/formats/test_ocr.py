"""Pictures → what is recognised in them, with its doubts."""

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from importers.parsing import formats
from importers.parsing.formats import ocr
from importers.parsing.formats.ocr import Recogniser
from importers.parsing.formats.pdf_lines import PageLine, unsure
from importers.parsing.formats.records import UnreadableFileError
from importers.parsing.formats.text_builder import TextBuilder
from tests.importers.parsing.formats.pdf_file import Line, pdf

needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="recognition is not installed: make ocr")


def line(text: str, *sure: float) -> PageLine:
    return PageLine(1, 842, text, 100, 116, tuple(range(2 * len(text))), sure)


@pytest.mark.parametrize(
    "text, sure, doubted",
    [
        pytest.param("补贴500元", (1, 1, 1, 0.9, 1, 1), ["500"], id="a figure, whole"),
        pytest.param("补贴三千元", (1, 1, 0.9, 1, 1), ["三千"], id="a figure in words"),
        pytest.param("补贴元", (1, 0.5, 1), ["贴"], id="a sign"),
        pytest.param("补贴元", (1, 0.9, 0.8), [], id="signs that are sure enough"),
        pytest.param("补贴5元", (), [], id="what was not recognised, but read"),
    ],
)
def test_what_was_recognised_without_being_sure_is_a_doubt(text, sure, doubted):
    told = line(text, *sure)
    assert [text[start:end] for start, end, _ in unsure(told)] == doubted
    builder = TextBuilder()
    builder.printed([[line("上一行")]])
    builder.printed([[told]])
    built = builder.built("picture", 1)
    assert [built.text[each.start : each.end] for each in built.doubts] == doubted


def recognised(*rows: tuple[str, float, float]) -> Recogniser:
    """A recogniser whose engine finds these rows, each at its place from the left and from the top."""

    def engine(image, **options):
        words = [
            [
                (
                    sign,
                    0.99,
                    [(x + 20 * index, y), (x + 20 * index + 18, y), (x + 20 * index + 18, y + 18), (x, y + 18)],
                )
                for index, sign in enumerate(text)
            ]
            for text, x, y in rows
        ]
        return SimpleNamespace(txts=[text for text, _, _ in rows], word_results=words)

    recogniser = Recogniser.__new__(Recogniser)
    recogniser._engine = engine
    return recogniser


LEFT = [f"左栏第{sign}行的文字写满整行呀" for sign in "一二三四五六七"]
RIGHT = [f"右栏第{sign}行的文字写满整行呀" for sign in "一二三四五六七"]


def test_two_columns_of_a_picture_are_read_one_after_the_other():
    title = "关于支持小店若干措施的通知并附说明"
    rows = [(title, 180.0, 20.0)]
    for index, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        rows += [(left, 40.0 + index % 2, 80.0 + 30 * index), (right, 380.0 + index % 3, 82.0 + 30 * index)]
    found = recognised(*rows).lines(SimpleNamespace(shape=(842, 700)), 1, 842)
    assert [each.text for each in found] == [title, *LEFT, *RIGHT]


LINES = ["关于支持小店的通知", "一、对新开业的小店给予一次性补贴5000元。", "二、减免租金3个月。"]


def picture(*lines: str, form: str = "PNG", **options) -> bytes:
    """A page of lines, as a scanner would see it."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(next(Path("/usr/share/fonts").rglob("NotoSansCJK-Regular*")), 40)
    image = Image.new("RGB", (1240, 1754), "white")
    for index, text in enumerate(lines):
        ImageDraw.Draw(image).text((150, 200 + 100 * index), text, fill="black", font=font)
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


@needs_ocr
@pytest.mark.parametrize(
    "form", ["PDF", *(pytest.param(form, marks=pytest.mark.drill) for form in ("PNG", "JPEG", "TIFF"))]
)
@pytest.mark.long
def test_a_picture_is_read_and_said_to_be_one(form):
    extracted = formats.read(picture(*LINES, form=form))
    assert extracted.text.splitlines() == LINES
    assert "文字是识别得来的" in extracted.doubts[0].reason
    place = extracted.places[1]
    assert place.page == 1
    figure = place.box_of(extracted.text.index("5000"))
    assert place.box[0] < figure[0] < figure[2] < place.box[2]


@needs_ocr
@pytest.mark.drill
def test_a_picture_without_a_word_is_refused():
    with pytest.raises(UnreadableFileError, match="没有认出文字"):
        formats.read(picture())


@needs_ocr
def test_what_only_begins_as_a_picture_is_refused():
    with pytest.raises(UnreadableFileError, match="图片已损坏"):
        formats.read(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)


@needs_ocr
def test_a_text_is_read_and_never_recognised():
    extracted = formats.read(pdf([Line("一、给予补贴5000元。")]))
    assert (extracted.text, extracted.doubts) == ("一、给予补贴5000元。\n", ())
