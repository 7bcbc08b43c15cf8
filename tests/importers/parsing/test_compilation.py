"""The two sources, cut into documents; nothing is lost, whatever the text."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.parsing import article as measures
from importers.parsing import compilation, sources
from tests.base import SOURCES
from tests.proportion import assert_in_proportion

PARSED = {path.name: (sources.read(path).text, compilation.parse(sources.read(path).text)) for path in SOURCES}
COMPILATION = PARSED["compilation-2022-171.txt"][1]
ORIGINAL = PARSED["original-jinfa-2021-67.md"][1]
GOLDEN = Path(__file__).parent / "outlines"


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def assert_lossless(text: str, parsed: compilation.Compilation) -> None:
    """Every non-space character lies in exactly one leaf, and leaf by leaf the source comes back."""
    spans = sorted((piece.start, piece.end) for leaf in parsed.leaves for piece in leaf.pieces)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert squeezed("".join(text[start:end] for start, end in spans)) == squeezed(text)
    for leaf in parsed.leaves:
        assert squeezed(leaf.text) == squeezed("".join(text[piece.start : piece.end] for piece in leaf.pieces))
        assert all(leaf.text[piece.at :].startswith(text[piece.start : piece.end]) for piece in leaf.pieces)


@pytest.mark.parametrize("name", sorted(PARSED))
def test_every_source_is_kept_whole(name):
    assert_lossless(*PARSED[name])


# Signs and words that official documents are made of, so that random text looks like one.
_BITS = st.sampled_from(
    [
        *(
            "一、",
            "（一）",
            "1. ",
            "2. ",
            "第一条 ",
            "第二章 ",
            "①",
            "## ",
            "---",
            "目 录",
            "附件",
            "晋政办发〔2022〕7号",
        ),
        *(
            "\n",
            "\n\n",
            "\r\n",
            "\u3000",
            " ",
            "\u2028",
            "\x0c",
            "\ufeff",
            "。",
            "；",
            "，",
            "：",
            "（",
            "）",
            "(",
            ")",
        ),
        *("《", "》", "〔", "“", "”", "，各", "各市要", "给予", "100万元", "1", "年", "2022年", "市", "省商务厅"),
        *(
            "关于支持餐饮业的若干措施",
            "（责任单位：省财政厅，各市政府）",
            "（省商务厅牵头，省财政厅配合）",
            "（此件公开发布）",
        ),
        *("\n— 1 —\n", "\n打印\n", "**", "1\\.", "\u200b", "\n附件1\n", "\n附件：1.申报表\n2.汇总表\n", "\n目录\n"),
        *(
            "\n省商务厅\n2022年3月1日\n",
            "\n公开方式：主动公开\n",
            "\n省人民政府令\n第3号\n",
            "\n| 1 | 给予补贴 |\n",
            "1 给予",
        ),
        *(
            "一、给予。二、做好。三、完。",
            "第一章 总则第一条 ",
            "第二条之一 ",
            "\n序号\n任务\n牵头单位\n1\n给予\n省商务厅\n",
        ),
    ]
)


@given(st.lists(st.one_of(_BITS, st.text(max_size=5)), max_size=60).map("".join))
def test_any_text_is_kept_whole(text):
    parsed = compilation.parse(text)
    assert_lossless(text, parsed)
    for document in parsed.documents:
        for article in document.outline.articles:
            printed = article.printed.text
            parts = measures.split_article(printed)
            spans = [span for span in (*parts.measures, parts.annotation) if span]
            assert all(0 <= span.start <= span.end <= len(printed) for span in spans)
            assert all(a.end <= b.start for a, b in pairwise(spans))


def test_the_nine_documents_and_the_notice():
    told = [(str(each.header.number), len(each.outline.articles)) for each in COMPILATION.documents]
    assert told == [
        ("晋商综函〔2022〕171号", 3),
        ("晋发〔2021〕67号", 48),
        ("晋政办发〔2022〕7号", 78),
        ("晋政办发〔2022〕33号", 61),
        ("晋政办发〔2022〕35号", 66),
        ("晋政办发〔2022〕30号", 35),
        ("晋政办发〔2022〕34号", 70),
        ("晋政发〔2021〕26号", 10),
        ("晋商综〔2022〕56号", 25),
        ("晋市监发〔2022〕33号", 24),
    ]


def test_titles_are_whole_where_a_space_broke_them():
    assert [each.header.title for each in COMPILATION.documents][3:5] == [
        "山西省促进服务业领域困难行业恢复发展的若干措施",
        "山西省推进服务业提质增效 2022 年行动计划",
    ]


def test_contents_and_summaries_name_the_nine_in_order():
    numbers = [str(each.header.number) for each in COMPILATION.documents[1:]]
    assert [str(entry.number) for entry in COMPILATION.contents] == numbers
    assert [str(entry.number) for entry in COMPILATION.summaries] == numbers


def test_the_separate_original_has_its_letterhead_and_date():
    (document,) = ORIGINAL.documents
    assert document.header.issuers == ("中共山西省委", "山西省人民政府")
    assert str(document.header.issued_on) == "2021-12-31"
    assert len(document.outline.articles) == 48


def test_the_doubled_15_of_35_is_kept_as_printed_and_placed_right():
    articles = COMPILATION.documents[4].outline.articles
    assert [(each.path, each.label) for each in articles[12:16]] == [
        ("art_13", "13."),
        ("art_14", "15."),
        ("art_15", "15."),
        ("art_16", "16."),
    ]


@pytest.mark.parametrize("index", range(10), ids=[str(each.header.number) for each in COMPILATION.documents])
def test_outline_as_a_person_reads_it(index):
    """Golden outlines; to accept a change, delete the file and run again."""
    document = COMPILATION.documents[index]
    told = "\n".join(_outline(document)) + "\n"
    path = GOLDEN / f"{document.header.number}.txt"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(told, encoding="utf-8")
        pytest.fail(f"wrote {path.name}: read it, then run again")
    assert told == path.read_text(encoding="utf-8")


def _outline(document: compilation.ParsedDocument):
    yield f"{document.header.number} {document.header.title}"
    rows = [(each.printed.start, f"§ {each.printed.text}") for each in document.outline.sections]
    rows += [(each.printed.start, _article(each)) for each in document.outline.articles]
    rows += [
        (each.printed.start, f"    ({each.kind}) {each.printed.text[:24]}")
        for each in (*document.passages, *document.outline.passages)
    ]
    for _, line in sorted(rows):
        yield line


def _article(article) -> str:
    text = article.printed.text
    parts = measures.split_article(text)
    heading = text[parts.heading.start : parts.heading.end] if parts.heading else "–"
    annotation = text[parts.annotation.start : parts.annotation.end] if parts.annotation else "–"
    return f"  {article.path} {article.label or '–'} {heading} [{len(parts.measures)}] {annotation}"


@pytest.mark.parametrize("sign", ["（", "(", "一", "1", "〔", "《", "。", "、", " ", "#"])
def test_a_long_line_takes_time_in_proportion(sign):
    assert_in_proportion(lambda text: compilation.parse(f"关于支持餐饮业的若干措施\n1. {text}\n2. 完。"), sign)
