"""Texts as a page broke them, beside the same texts with a line for each paragraph."""

import re
from pathlib import Path

import pytest

from importers.parsing import compilation, page_breaks
from importers.parsing.lines import split
from tests.importers.parsing.test_compilation import assert_lossless
from tests.proportion import assert_in_proportion

TEXTS = {
    path.stem: path.read_text(encoding="utf-8") for path in sorted(Path(__file__).with_name("page_breaks").iterdir())
}


def _width(text: str) -> float:
    return sum(0.5 if sign.isascii() else 1 for sign in text)


def broken(text: str, width: int, *, indented: bool, numbered: bool) -> str:
    """A text as a page of this width breaks it; no line begins with a stop."""
    lines = []
    for paragraph in text.split("\n"):
        is_title = len(paragraph) < 20 or not paragraph.endswith(("。", "：", "；"))
        rest = paragraph if is_title or not indented else "　　" + paragraph
        while rest:
            end = next((i for i in range(len(rest)) if _width(rest[: i + 1]) > width), len(rest))
            while end < len(rest) and rest[end] in "，。、；：）》":
                end += 1
            lines.append(rest[:end])
            rest = rest[end:]
            if numbered and len(lines) % 12 == 0:
                lines.append(f"— {len(lines) // 12} —")
    return "\n".join(lines)


def told(text: str) -> tuple:
    """A document's head, its sections and its articles, without blanks."""
    (document,) = compilation.parse(text).documents
    header, outline = document.header, document.outline
    leaves = [each.printed.text for each in (*outline.sections, *outline.articles)]
    return (
        header.title,
        str(header.number),
        header.issuers,
        header.issued_on,
        [re.sub(r"\s", "", leaf) for leaf in leaves],
    )


@pytest.mark.parametrize("numbered", [False, True], ids=["", "page numbers"])
@pytest.mark.parametrize("indented", [False, True], ids=["flush", "indented"])
@pytest.mark.parametrize("width", [24, 28, 31, 38])
@pytest.mark.parametrize("name", TEXTS)
def test_a_page_breaks_no_sense(name, width, indented, numbered):
    text = broken(TEXTS[name], width, indented=indented, numbered=numbered)
    assert_lossless(text, compilation.parse(text))
    assert told(text) == told(TEXTS[name])


PAGE = "\n".join(f"为支持小店发展，市商务局要会同有关部门做好第{sign}批小店的摸底工作，" for sign in "甲乙丙丁戊己庚辛")
STAYS = [
    (
        "as wide as the page, and a sentence ends",
        "各级各部门都要高度重视小店经济发展相关的各项具体工作安排。",
        "要求如下",
    ),
    ("a number begins the next", "各级各部门都要高度重视小店经济发展相关的各项具体工作安排与", "二、加强领导"),
    ("a title is whole", "临川市人民政府办公室关于促进小店经济发展的若干措施的通知", "各区人民政府"),
    ("a field begins", "各级各部门都要高度重视小店经济发展相关的各项具体工作安排与", "责任单位：市商务局"),
    ("attachments begin", "各级各部门都要高度重视小店经济发展相关的各项具体工作安排与", "附件：1.申请表"),
    ("the day of signing", "临川市商务局　临川市财政局　临川市市场监督管理局　临川市税务局", "2024年3月1日"),
    ("a table's row", "各级各部门都要高度重视小店经济发展相关的各项具体工作安排与", "序号\t任务"),
]


@pytest.mark.parametrize("first, second", [row[1:] for row in STAYS], ids=[row[0] for row in STAYS])
def test_what_begins_of_its_own_stays_a_line(first, second):
    lines, _ = page_breaks.paragraphs(f"{PAGE}\n{first}\n{second}\n{PAGE}")
    assert second in [line.text.split("\n")[0][: len(second)] for line in lines]


NO_PAGE = [
    ("lines as long as they like", TEXTS["通知与措施"]),
    ("names below each other", "\n".join(["临川市商务局", "临川市财政局", "临川市公安局", "临川市教育局"] * 4)),
    (
        "items of one width",
        "\n".join(f"（{sign}）持有本市居住证并且连续缴纳社保三年；" for sign in "一二三四五"),
    ),
    ("a table", "\n".join(f"{n}\t发放小店补贴并加强监督管理\t市商务局、市财政局" for n in range(1, 9))),
]


@pytest.mark.parametrize("text", [row[1] for row in NO_PAGE], ids=[row[0] for row in NO_PAGE])
def test_no_page_no_breaks(text):
    assert page_breaks.paragraphs(text) == split(text)


@pytest.mark.parametrize(
    "unit",
    [
        "各区要高度重视并且抓好各项工作的具体落实。\n",
        "一",
        "为支持小店发展要做好摸底工作会同有关部门，\n",
        "— 1 —\n",
        "　",
        "\n",
    ],
)
def test_time_is_in_proportion(unit):
    assert_in_proportion(page_breaks.paragraphs, unit)
