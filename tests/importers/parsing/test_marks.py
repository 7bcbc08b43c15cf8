"""What a person says of a line holds for that line; nothing is lost, and all others stay what they were."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.parsing import compilation, print_lines, tables
from importers.parsing.compilation import Compilation
from importers.parsing.lines import LineMark, split
from policies.models import StructureMark
from policies.text import line_roles
from policies.text.line_roles import ARTICLE, ATTACHMENT, JOIN, PASSAGE, SECTION, TABLE
from tests.importers.parsing.test_compilation import assert_lossless

LAYOUTS = {path.stem: path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("layouts/*.txt")}
HEAD = "临川市支持小店若干措施\n临政发〔2023〕1号\n"


def marked(text: str, *said: tuple) -> Compilation:
    """The text read with marks, each as (words at which it begins, kind, level or columns)."""
    marks = []
    for words, kind, *more in said:
        level = more[0] if more and isinstance(more[0], int) else 1
        columns = more[0] if more and isinstance(more[0], tuple) else ()
        marks.append(LineMark(text.index(words), kind, level, columns))
    parsed = compilation.parse(text, marks)
    assert_lossless(text, parsed)
    return parsed


def outlined(parsed: Compilation) -> list[str]:
    """The leaves of a document's outline in order: “条 …”, “章1 …”, and passages by their kind."""
    (document,) = parsed.documents
    outline = document.outline
    levels: list[int] = []
    for section in outline.sections:
        levels.append(1 if section.parent is None else levels[section.parent] + 1)
    told = [
        (each.printed.start, f"章{level} {each.printed.text}")
        for level, each in zip(levels, outline.sections, strict=True)
    ]
    told += [(each.printed.start, f"条 {each.printed.text}") for each in outline.articles]
    told += [
        (each.printed.start, f"{each.kind} {each.printed.text}") for each in (*outline.passages, *document.passages)
    ]
    return [said for _, said in sorted(told)][2:]  # without the title and the number


CASES = [
    pytest.param(
        "一、甲。给予补贴。\n支持零售。给予奖励。\n二、乙。减免租金。",
        [("支持零售", ARTICLE)],
        ["条 一、甲。给予补贴。", "条 支持零售。给予奖励。", "条 二、乙。减免租金。"],
        id="an article without a number, swallowed in another",
    ),
    pytest.param(
        "一、甲。给予补贴。支持零售。给予奖励。\n二、乙。减免租金。",
        [("支持零售", ARTICLE)],
        ["条 一、甲。给予补贴。", "条 支持零售。给予奖励。", "条 二、乙。减免租金。"],
        id="split in mid-line",
    ),
    pytest.param(
        "一、甲。给予补贴。\n二、乙事项。证照办理。\n三、丙。减免租金。",
        [("二、乙", JOIN)],
        ["条 一、甲。给予补贴。\n二、乙事项。证照办理。", "条 三、丙。减免租金。"],
        id="joined to the article before, its number in the text",
    ),
    pytest.param(
        "一、甲。给予补贴。\n二、乙。\n1.减免租金。\n2.给予奖励。\n三、丙。优化服务。",
        [("二、乙", SECTION)],
        ["条 一、甲。给予补贴。", "章1 二、乙。", "条 1.减免租金。", "条 2.给予奖励。", "条 三、丙。优化服务。"],
        id="under a heading the numbers are no items any more",
    ),
    pytest.param(
        "一、甲。给予补贴。\n扶持餐饮\n对餐饮给予奖励。\n二、乙。减免租金。",
        [("扶持餐饮", SECTION, 2)],
        ["条 一、甲。给予补贴。", "章1 扶持餐饮", "条 对餐饮给予奖励。", "条 二、乙。减免租金。"],
        id="a heading without a number, and what stands under it alone",
    ),
    pytest.param(
        "一、扶持餐饮\n（一）甲。给予补贴。\n（二）乙。减免租金。\n二、扶持零售\n（一）丙。给予奖励。\n（二）丁。优化服务。",
        [("（二）乙", SECTION, 2)],
        [
            "章1 一、扶持餐饮",
            "条 （一）甲。给予补贴。",
            "章2 （二）乙。",
            "条 减免租金。",
            "章1 二、扶持零售",
            "条 （一）丙。给予奖励。",
            "条 （二）丁。优化服务。",
        ],
        id="a heading with its body on one line, one level down",
    ),
    pytest.param(
        "一、扶持餐饮\n和住宿企业\n（一）甲。给予补贴。\n（二）乙。减免租金。",
        [("和住宿", JOIN)],
        ["章1 一、扶持餐饮和住宿企业", "条 （一）甲。给予补贴。", "条 （二）乙。减免租金。"],
        id="a heading that goes on below",
    ),
    pytest.param(
        "一、甲。给予补贴。\n二、乙。减免租金。\n以上由各区落实。",
        [("以上由", PASSAGE)],
        ["条 一、甲。给予补贴。", "条 二、乙。减免租金。", "closing 以上由各区落实。"],
        id="a passage behind the articles",
    ),
    pytest.param(
        "一、甲。给予补贴。（市商务局）\n二、乙。减免租金。\n责任单位：市国资委、市财政局\n三、丙。优化服务。（市商务局）",
        [("二、乙", PASSAGE)],
        [
            "条 一、甲。给予补贴。（市商务局）",
            "closing 二、乙。减免租金。\n责任单位：市国资委、市财政局",
            "条 三、丙。优化服务。（市商务局）",
        ],
        id="a passage amid articles, though it names offices",
    ),
    pytest.param(
        "一、支持小店发展，促进消费。\n二、甲。给予补贴。\n三、乙。减免租金。",
        [("一、支持", PASSAGE)],
        ["preamble 一、支持小店发展，促进消费。", "条 二、甲。给予补贴。", "条 三、乙。减免租金。"],
        id="no article: it is the preamble",
    ),
    pytest.param(
        "一、甲。给予补贴。\n二、乙。减免租金。\n申报材料清单\n营业执照\n食品经营许可证",
        [("申报材料", ATTACHMENT)],
        ["条 一、甲。给予补贴。", "条 二、乙。减免租金。", "章1 申报材料清单", "attachment 营业执照\n食品经营许可证"],
        id="an attachment without a label",
    ),
    pytest.param(
        "一、甲。给予补贴。\n二、乙。减免租金。\n临川市商务局\n2023年5月1日",
        [("临川市商务局", JOIN)],
        ["条 一、甲。给予补贴。", "条 二、乙。减免租金。\n临川市商务局", "date 2023年5月1日"],
        id="what looks like a signature",
    ),
]


@pytest.mark.parametrize("body, said, expected", CASES)
def test_a_line_is_what_a_person_says(body, said, expected):
    assert outlined(marked(HEAD + body, *said)) == expected


def test_a_number_of_its_own_is_kept_as_printed_and_none_is_given():
    parsed = marked(HEAD + "一、甲。给予补贴。\n三、乙。减免租金。\n支持零售。给予奖励。", ("支持零售", ARTICLE))
    assert [(each.label, each.number) for each in parsed.documents[0].outline.articles] == [
        ("一、", 1),
        ("三、", 3),
        ("", None),
    ]


def test_the_columns_that_a_person_names_make_rows_of_tasks():
    text = (
        HEAD + "一、甲。给予补贴。\n二、乙。减免租金。\n"
        "编号\t干什么\t谁来干\n1\t建设美食街区\t市商务局\n2\t发放消费券\t市财政局\n"
    )
    parsed = marked(text, ("编号\t", TABLE, (tables.NUMBER, tables.TASK, "责任单位")))
    rows = parsed.documents[0].outline.articles[2:]
    assert [(each.label, each.printed.text) for each in rows] == [
        ("1", "1\t建设美食街区\t市商务局"),
        ("2", "2\t发放消费券\t市财政局"),
    ]
    assert [[each.printed.text[cell.start : cell.end] for cell in each.cells] for each in rows] == [
        ["市商务局"],
        ["市财政局"],
    ]
    assert len(compilation.parse(text).documents[0].outline.articles) == 2


def test_a_table_that_is_none_has_no_rows():
    text = HEAD + "一、甲。给予补贴。\n序号\t任务\t责任单位\n1\t建设美食街区\t市商务局\n2\t发放消费券\t市财政局\n"
    assert len(compilation.parse(text).documents[0].outline.articles) == 3
    assert len(marked(text, ("序号\t", TABLE, ("", "", ""))).documents[0].outline.articles) == 1


def test_a_cell_a_line_is_a_table_too():
    text = HEAD + "一、甲。给予补贴。\n编号\n干什么\n谁来干\n1\n建设美食街区\n市商务局\n2\n发放消费券\n市财政局\n"
    parsed = marked(text, ("编号", TABLE, (tables.NUMBER, tables.TASK, "责任单位")))
    assert [each.label for each in parsed.documents[0].outline.articles] == ["一、", "1", "2"]


def test_the_kinds_that_are_kept_are_those_that_are_read():
    known = {value for name, value in vars(line_roles).items() if name.isupper() and isinstance(value, str)}
    assert set(StructureMark.Kind.values) == known


KINDS = st.sampled_from([ARTICLE, SECTION, PASSAGE, JOIN, ATTACHMENT, TABLE])
COLUMNS = st.lists(st.sampled_from(tables.COLUMNS), max_size=6).map(tuple)


@st.composite
def texts_with_marks(draw) -> tuple[str, list[LineMark]]:
    """A layout, and anything that somebody might say of anything in it, at lines' beginnings and elsewhere."""
    text = LAYOUTS[draw(st.sampled_from(sorted(LAYOUTS)))]
    lines = st.sampled_from([line.start for line in split(text)[0]])
    places = st.lists(st.one_of(lines, st.integers(0, len(text) + 5)), max_size=12)
    return text, [LineMark(at, draw(KINDS), draw(st.integers(1, 6)), draw(COLUMNS)) for at in draw(places)]


@pytest.mark.long
@given(texts_with_marks())
@settings(max_examples=150, deadline=None)
def test_nothing_is_lost_whatever_is_said_and_saying_it_in_any_order_is_the_same(drawn):
    text, marks = drawn
    parsed = compilation.parse(text, marks)
    assert_lossless(text, parsed)
    once = {mark.start: mark for mark in marks}.values()
    assert compilation.parse(text, sorted(once, key=lambda mark: -mark.start)) == compilation.parse(text, once)
    for document in parsed.documents:
        lines = print_lines.of_document(text, marks, document)
        printed = sum(len("".join(leaf.text.split())) for leaf in document.leaves)
        assert sum(len("".join(each.line.text.split())) for each in lines) == printed


def stated(text: str) -> list[LineMark]:
    """What is so already, said of every article with a number and of every section."""
    marks = []
    for document in compilation.parse(text).documents:
        for each in print_lines.of_document(text, (), document):
            if each.opens and each.kind == ARTICLE and each.label:
                marks.append(LineMark(each.start, ARTICLE))
            elif each.opens and each.kind == SECTION:
                marks.append(LineMark(each.start, SECTION, each.level))
    return marks


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_to_say_what_is_so_already_changes_nothing(name):
    text = LAYOUTS[name]
    assert compilation.parse(text, stated(text)) == compilation.parse(text)
