"""Pages as pictures: what a place says stands where the picture shows ink, however the page is turned."""

import io

import pytest
from PIL import Image

from importers.parsing import formats
from importers.parsing.formats import isolation, page_images
from importers.parsing.formats import pdf as reader
from importers.parsing.formats.records import UnreadableFileError
from tests.importers.parsing.formats.pdf_file import HEIGHT, PICTURE, WIDTH, Line, pdf

# Signs that every machine's stand-in for the font can draw.
WORDS = "HHHHHHHH"


def ink(picture) -> tuple[float, float, float, float]:
    """Where a picture is dark: left, top, right, bottom in tenths of a point."""
    image = Image.open(io.BytesIO(picture.content)).convert("L")
    left, top, right, bottom = image.point(lambda dot: 255 if dot < 128 else 0).getbbox()
    across, down = picture.width / image.width, picture.height / image.height
    return left * across, top * down, right * across, bottom * down


@pytest.mark.parametrize(
    "turn, more",
    [
        pytest.param("1 0 0 1", "", id="upright"),
        pytest.param("0 1 -1 0", "", id="turned left"),
        pytest.param("0 -1 1 0", "", id="turned right"),
        pytest.param("-1 0 0 -1", "", id="upside down"),
        pytest.param("0 1 -1 0", "/Rotate 90", id="turned left, and the page says so"),
        pytest.param("1 0 0 1", "/CropBox[50 100 500 800]", id="cut at its edges"),
    ],
)
def test_words_are_where_their_place_says(turn, more):
    content = pdf([Line(WORDS, 420, 250, 24, turn)], more=more)
    (place,) = reader.read(content).places
    (picture,) = page_images.of_pdf(content)
    left, top, right, bottom = ink(picture)
    assert place.box[0] - 20 <= left <= right <= place.box[2] + 20
    assert place.box[1] - 20 <= top <= bottom <= place.box[3] + 20
    assert right - left > 3 * (bottom - top), "it is read from left to right"


@pytest.mark.long
def test_the_pages_of_a_file_come_from_a_process_of_their_own():
    found = formats.pictures(pdf([Line(WORDS)], [Line(WORDS), PICTURE]), "pdf")
    assert [(each.page, each.width, each.height) for each in found] == [
        (1, WIDTH * 10, HEIGHT * 10),
        (2, WIDTH * 10, HEIGHT * 10),
    ]
    assert formats.pictures(b"<p>", "html") == []
    with pytest.raises(UnreadableFileError):
        formats.pictures(b"%PDF-1.5 torn", "pdf")


def test_a_picture_s_page_has_the_measure_of_its_places():
    file = io.BytesIO()
    Image.new("RGB", (400, 200), "white").save(file, "PNG")
    (picture,) = page_images.of_picture(file.getvalue())
    assert (picture.width, picture.height) == (1440, 720)  # at 200 dots an inch


def test_only_so_many_pages_are_drawn(monkeypatch):
    monkeypatch.setattr(page_images, "MAX_PAGES", 2)
    assert [each.page for each in page_images.of_pdf(pdf(*[[Line(WORDS)]] * 4))] == [1, 2]


def test_a_reader_that_works_is_ended_when_nobody_wants_it(monkeypatch):
    monkeypatch.setattr(isolation, "COMMAND", ("-c", "import time; time.sleep(60)"))
    monkeypatch.setattr(isolation, "_SECOND", 0.05)

    class UnwantedError(Exception):
        pass

    def stop():
        raise UnwantedError

    with isolation.watched(stop), pytest.raises(UnwantedError):
        isolation.read("pdf", b"%PDF")
