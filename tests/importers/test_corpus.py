"""Copies of the nine for trying out growth: as many documents and articles, everything else varied, by seed."""

import re
from itertools import chain

import pytest
from django.core.management import CommandError, call_command

from importers import pipeline
from importers.corpus import Corpus, places
from importers.load.vocabularies import PROVINCES
from importers.parsing import compilation, sources
from policies.models import Article, Document
from policies.text import document_numbers
from tests.base import SOURCES

PLACES = places(PROVINCES)
TEXT = sources.read(SOURCES[0]).text


def copies(times: int = 1, seed: int = 1, text: str = TEXT) -> list[str]:
    return list(Corpus(text, PLACES["山西省"], list(PLACES.values()), seed).copies(times))


def articles(text: str) -> list[int]:
    return [len(each.outline.articles) for each in compilation.parse(text).documents]


FOUR = copies(4)


def test_the_same_seed_gives_the_same_characters_and_another_does_not():
    assert copies(2) == FOUR[:2]
    assert copies(1, seed=2) != FOUR[:1]
    assert len(set(FOUR)) == 4


@pytest.mark.long
def test_each_copy_has_the_documents_and_articles_of_its_source():
    assert {tuple(articles(text)) for text in FOUR} == {tuple(articles(TEXT))}


@pytest.mark.long
def test_no_number_occurs_in_two_copies():
    """Two documents under one number would be one."""
    numbers = [[each.header.number for each in compilation.parse(text).documents] for text in (TEXT, *FOUR)]
    found = list(chain.from_iterable(numbers))
    assert len(set(found)) == len(found)
    mentioned = {number for *_, number in document_numbers.find(FOUR[0])}
    assert set(numbers[1]) <= mentioned


VARIED = {
    "places": re.compile(r"山西|太原市|(?<!长)治市|运城"),
    "numbers": re.compile(r"晋[政商市]\S{0,4}〔\d{4}〕"),
    "sums": re.compile(r"最高[^。]{0,20}\d+万元"),
    "dates": re.compile(r"20\d\d年\d+月\d+日"),
    "offices": re.compile(r"（责任单位：[^）\n]+）"),
    "sentences": re.compile(r"(?<=。)[^。\n]{12,}。"),
}


@pytest.mark.parametrize("what", VARIED)
def test_what_is_varied(what):
    printed, copied = (set(VARIED[what].findall(text)) for text in (TEXT, FOUR[0]))
    assert printed
    assert len(copied & printed) <= len(printed) / 2


@pytest.mark.parametrize(
    "line, stays",
    [
        pytest.param("1. 鼓励首店。第一句话。第二句话。（省商务厅负责）", "1. ", id="its number"),
        pytest.param("晋升职称的，长治久安。", "晋升职称的，长治久安。", id="words that only look like places"),
        pytest.param(
            "拨打12345热线，入围500强的13710件。", "12345热线，入围500强的13710件。", id="figures that are no sums"
        ),
        pytest.param("加快落实《关于加快推动开展的意见》。", "《关于加快推动开展的意见》", id="a title"),
        pytest.param("按照国发〔2019〕23号", "23号", id="another's number"),
    ],
)
def test_what_stays(line, stays):
    assert all(stays in text for text in copies(8, text=line))


def test_steps_stay_in_order():
    """Sums of one line are multiplied alike."""
    for text in copies(8, text="分别奖励5万元、10万元、20万元。"):
        sums = [float(found) for found in re.findall(r"[\d.]+(?=万元)", text)]
        assert sums == sorted(sums)
        assert sums[2] == pytest.approx(4 * sums[0])


@pytest.mark.long
@pytest.mark.django_db
def test_what_the_command_writes_is_imported_as_documents_of_their_own(nine, tmp_path):
    into = tmp_path / "corpus"
    call_command("make_corpus", times=1, into=into, verbosity=0)
    before = set(Document.objects.values_list("pk", flat=True))
    pipeline.import_files(sorted(into.iterdir()))
    added = Document.objects.exclude(pk__in=before).filter(is_notice=False)
    counts = [Article.objects.public().filter(document=each).count() for each in added.order_by("position")]
    assert counts == [48, 78, 61, 66, 35, 70, 10, 25, 24]
    with pytest.raises(CommandError, match="已有文件"):
        call_command("make_corpus", times=1, into=into, verbosity=0)


def test_none_are_refused(tmp_path):
    with pytest.raises(CommandError, match="1 以上"):
        call_command("make_corpus", times=0, into=tmp_path / "corpus")
    assert not (tmp_path / "corpus").exists()
