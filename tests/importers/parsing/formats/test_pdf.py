"""PDF with text → its lines in order, each character with its box, without what every page repeats."""

import subprocess
import sys

import pytest

from importers.parsing import formats
from importers.parsing.formats import isolation
from importers.parsing.formats import pdf as reader
from importers.parsing.formats.records import UnreadableFileError
from tests.importers.parsing.formats.pdf_file import PICTURE, Line, pdf, written

TITLE = Line("关于支持小店的通知", 700, 200, 22)


def lines(*pages, **options) -> list[str]:
    return reader.read(pdf(*pages, **options)).text.splitlines()


@pytest.mark.parametrize(
    "page, told",
    [
        pytest.param(
            [TITLE, Line("一、给予5000元补贴。", 660)], ["关于支持小店的通知", "一、给予5000元补贴。"], id="lines"
        ),
        pytest.param(
            [Line("二、减免。", 600), Line("一、补贴。", 660)], ["一、补贴。", "二、减免。"], id="from top to bottom"
        ),
        pytest.param([Line("3000元", 660, 300), Line("早餐店", 660)], ["早餐店 3000元"], id="pieces of one line"),
        pytest.param([Line("给予", 660), Line("补贴", 660, 122.5)], ["给予补贴"], id="pieces that touch"),
        pytest.param([Line("共有 3 项 for small shops", 660)], ["共有 3 项 for small shops"], id="blanks of the text"),
        pytest.param(
            [Line("减按10", 660), Line("3", 666, 138, 8), Line("元", 660, 142)], ["减按103元"], id="a raised sign"
        ),
        pytest.param([TITLE, Line("内部资料", 300, 100, 60, "0.7 0.7 -0.7 0.7")], [TITLE.text], id="a watermark"),
        pytest.param(
            [Line("第一行", 300, 300, 16, "0 1 -1 0"), Line("第二行", 300, 340, 16, "0 1 -1 0")],
            ["第一行", "第二行"],
            id="a page turned left",
        ),
        pytest.param(
            [Line("第一行", 300, 300, 16, "0 -1 1 0"), Line("第二行", 300, 260, 16, "0 -1 1 0")],
            ["第一行", "第二行"],
            id="turned right",
        ),
        pytest.param([Line("一、甲", 660), Line("一、甲", 60)], ["一、甲", "一、甲"], id="said twice on one page"),
    ],
)
def test_the_lines_of_a_page(page, told):
    assert lines(page) == told


def test_every_character_knows_its_page_and_its_box():
    extracted = reader.read(pdf([TITLE], [Line("一、补贴100元", 660, 90, 10)]))
    place = extracted.places[1]
    assert extracted.text[place.start : place.end] == "一、补贴100元"
    assert (place.page, place.box[0], place.box[2]) == (2, 900, 1550)
    figure = extracted.text.index("100")
    told = [place.box_of(figure + each)[::2] for each in range(3)]
    assert [(left // 10, right // 10) for left, right in told] == [(130, 135), (135, 140), (140, 145)]
    assert place.box[1] < 8420 - 6600 < place.box[3]


HEAD, FOOT = Line("甲市人民政府公报", 790, 250, 10), Line("内部刊物", 40, 90, 10)


def pages(count: int, *around, number: str = "") -> list[list[Line]]:
    """Pages of two lines of text, and what stands around them."""
    text = "一二三四五六七八九十"
    return [
        [*around, Line(f"{text[n]}、甲，", 720), Line(f"乙{text[n]}。", 690)]
        + ([Line(number.format(n + 1), 50, 280, 10)] if number else [])
        for n in range(count)
    ]


@pytest.mark.parametrize(
    "number",
    ["— {} —", "- {} -", "－{}－", "第 {} 页 共 4 页", "{}/4", "{}"],
    ids=["dash", "minus", "wide", "of", "slash", "alone"],
)
def test_page_numbers_are_no_text(number):
    assert lines(*pages(4, number=number)) == [line.text for page in pages(4) for line in page]


def test_running_heads_and_feet_are_no_text_and_are_said_to_be_left_out():
    extracted = reader.read(pdf(*pages(4, HEAD, FOOT)))
    assert extracted.text.splitlines() == [line.text for page in pages(4) for line in page]
    assert [each.reason for each in extracted.doubts] == [
        "每页重复的页眉或页脚“甲市人民政府公报”没有收入正文。",
        "每页重复的页眉或页脚“内部刊物”没有收入正文。",
    ]


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(pages(2, HEAD), id="a line on two pages only"),
        pytest.param(pages(4, Line("（责任单位：省商务厅）", 600)), id="a line that repeats amid the text"),
        pytest.param([[Line("2022", 50)], [Line("500", 50)]], id="figures that count no pages"),
        pytest.param([[TITLE, Line("5", 50)]], id="a figure on the one page"),
    ],
)
def test_what_only_looks_like_it_stays(told):
    found = lines(*told)
    assert sorted(found) == sorted(line.text for page in told for line in page)


@pytest.mark.parametrize(
    "told, reason",
    [
        pytest.param([[TITLE], [PICTURE]], "第 2 页是一幅图片，没有文字", id="a page that is a picture"),
        pytest.param(
            [[Line(text, 700 - 30 * row, x) for row in range(4) for x, text in ((90, "早餐店"), (300, "3000元"))]],
            "第 1 页像是有表格",
            id="a table",
        ),
        pytest.param([[TITLE, PICTURE]], "第 1 页是一幅图片，文字是识别得来的", id="text that was recognised"),
        pytest.param([[TITLE, Line("\ue000元", 600)]], "有 1 个字没有对应的编码", id="a sign of the font's own"),
    ],
)
def test_what_was_not_read_is_a_doubt(told, reason):
    (doubt,) = reader.read(pdf(*told)).doubts
    assert reason in doubt.reason


# Rules as Word draws them (lines), and as WPS and browsers do (thin rectangles that are filled).
def lined(xs: list[int], ys: list[int]) -> list[str]:
    upright = [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs]
    return [*upright, *(f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys)]


def boxed(xs: list[int], ys: list[int]) -> list[str]:
    upright = [f"{x} {ys[0]} 0.7 {ys[-1] - ys[0]} re f" for x in xs]
    return [*upright, *(f"{xs[0]} {y} {xs[-1] - xs[0]} 0.7 re f" for y in ys)]


XS, YS = [80, 140, 300, 500], [500, 560, 620, 680]
CELLS = [
    Line("序号", 660, 90), Line("任务", 660, 150), Line("责任单位", 660, 310),
    Line("1", 600, 90), Line("对早餐店给予", 600, 150), Line("补贴。", 580, 150), Line("市商务局", 600, 310),
    Line("2", 540, 90), Line("减租。", 540, 150),
]  # fmt: skip
ABOVE, BELOW = Line("关于支持小店的通知", 750, 200), Line("本通知自印发之日起施行。", 450)
ROWS = ["序号\t任务\t责任单位", "1\t对早餐店给予补贴。\t市商务局", "2\t减租。"]


@pytest.mark.parametrize(
    "page, told",
    [
        pytest.param([*lined(XS, YS), *CELLS], ROWS, id="lines"),
        pytest.param([*boxed(XS, YS), *CELLS], ROWS, id="thin rectangles"),
        pytest.param([*lined(XS, YS)[1:3], *lined(XS, YS)[4:], *CELLS], ROWS, id="open at its sides"),
        pytest.param(
            [
                *lined(XS, YS)[:4],
                "80 500 m 500 500 l S 80 680 m 500 680 l S 140 560 m 500 560 l S 80 620 m 500 620 l S",
                *CELLS[:7],
                Line("减租。", 540, 150),
            ],
            ["序号\t任务\t责任单位", "1\t对早餐店给予补贴。\t市商务局", "\t减租。"],
            id="a cell that covers two rows stands in the first",
        ),
        pytest.param([*lined([80, 500], [640, 690]), CELLS[1]], ["任务"], id="a box around words is no table"),
        pytest.param([*lined(XS, YS)[:4], *CELLS[:3]], ["序号 任务 责任单位"], id="rules that cross none are no table"),
    ],
)
def test_rules_part_a_table_into_cells(page, told):
    assert lines([ABOVE, *page, BELOW]) == [ABOVE.text, *told, BELOW.text]


HEAD_ROW = [Line("序号", 660, 90), Line("重点任务", 660, 200), Line("责任单位", 660, 420)]


@pytest.mark.parametrize(
    "page, told",
    [
        pytest.param(
            [
                *HEAD_ROW,
                *[Line("1", 630, 95), Line("发放补贴5000元。", 630, 150), Line("市商务局", 630, 420)],
                *[Line("2", 600, 95), Line("减免租金。", 600, 150), Line("市财政局", 600, 420)],
            ],
            ["序号\t重点任务\t责任单位", "1\t发放补贴5000元。\t市商务局", "2\t减免租金。\t市财政局"],
            id="a line a row",
        ),
        pytest.param(
            [
                *HEAD_ROW,
                *[Line("1", 630, 95), Line("对早餐店给予", 630, 150), Line("市商务局、", 630, 420)],
                *[Line("补贴5000元。", 612, 150), Line("市财政局", 612, 420)],
                *[Line("2", 580, 95), Line("减免租金。", 580, 150), Line("市财政局", 580, 420)],
            ],
            ["序号\t重点任务\t责任单位", "1\t对早餐店给予补贴5000元。\t市商务局、市财政局", "2\t减免租金。\t市财政局"],
            id="cells of several lines",
        ),
        pytest.param(
            [
                *HEAD_ROW,
                *[Line("对早餐店给予", 630, 150), Line("1", 620, 95), Line("市商务局", 620, 420)],
                *[Line("补贴5000元。", 612, 150), Line("对夜市减免", 580, 150)],
                *[Line("2", 570, 95), Line("市财政局", 570, 420), Line("租金。", 562, 150)],
            ],
            ["序号\t重点任务\t责任单位", "1\t对早餐店给予补贴5000元。\t市商务局", "2\t对夜市减免租金。\t市财政局"],
            id="numbers in the middle of their row",
        ),
        pytest.param(
            [
                *[Line("附件2", 685, 90), Line("序", 660, 95), Line("重点任务", 651, 200), Line("责任单位", 651, 420)],
                Line("号", 642, 95),
                *[Line("1", 610, 95), Line("发放补贴5000元。", 610, 150), Line("市商务局", 610, 420)],
                *[Line("2", 580, 95), Line("减免租金。", 580, 150), Line("市财政局", 580, 420)],
            ],
            ["附件2", "序号\t重点任务\t责任单位", "1\t发放补贴5000元。\t市商务局", "2\t减免租金。\t市财政局"],
            id="a name of two lines, a label above",
        ),
        pytest.param(
            [
                *[Line("市商务局", 660, 90), Line("市财政局", 660, 250), Line("市税务局", 660, 410)],
                Line("2024年3月1日", 630, 400),
            ],
            ["市商务局 市财政局 市税务局", "2024年3月1日"],
            id="offices that sign are no table",
        ),
        pytest.param(
            [Line(f"第{each}条　减租{each}成。", 660 - 24 * row) for row, each in enumerate("一二三四五")],
            [f"第{each}条 减租{each}成。" for each in "一二三四五"],
            id="articles with a blank behind their number are none",
        ),
        pytest.param(
            [Line("一、对小店给予补贴，", 660 - 30 * row) for row in range(5)],
            ["一、对小店给予补贴，"] * 5,
            id="lines of text are none",
        ),
    ],
)
def test_blanks_below_each_other_part_a_table_without_rules(page, told):
    assert lines([ABOVE, *page, BELOW]) == [ABOVE.text, *told, BELOW.text]


def test_a_table_that_blanks_part_is_a_doubt():
    page = [Line(text, 700 - 30 * row, x) for row in range(4) for x, text in ((90, "甲"), (200, "乙"), (300, "3元"))]
    (doubt,) = reader.read(pdf(page)).doubts
    assert "按文字之间的空白分的栏" in doubt.reason


def test_a_head_that_a_table_has_again_on_the_next_page_is_said_once():
    more = [Line("3", 600, 90), Line("贴息。", 600, 150)]
    told = lines(
        [ABOVE, *lined(XS, YS), *CELLS], [*lined(XS, YS), *CELLS[:3], *more], [*lined(XS, YS), *CELLS[:3], BELOW]
    )
    assert told == [ABOVE.text, *ROWS, "3\t贴息。", BELOW.text]


OPEN_BELOW = [f"{x} 500 m {x} 400 l S" for x in XS]
OPEN_ABOVE = [f"{x} 680 m {x} 700 l S" for x in XS]
BROKEN = [
    Line("3", 480, 90), Line("贴息。", 480, 150), Line("市财", 480, 310), Line("按季支付。", 460, 150),
]  # fmt: skip


@pytest.mark.parametrize(
    "overleaf, told",
    [
        pytest.param([Line("政局", 690, 310)], ["3\t贴息。按季支付。\t市财政局"], id="the words of its cells go on"),
        pytest.param(
            [Line("4", 690, 90), Line("培训。", 690, 150)],
            ["3\t贴息。按季支付。\t市财", "4\t培训。"],
            id="a row with a number of its own begins anew",
        ),
    ],
)
def test_a_row_that_a_page_broke_is_one(overleaf, told):
    """A browser draws no rule where a page breaks a row: the upright ones go on to the page's end."""
    above = [*lined(XS, YS), *OPEN_BELOW, *CELLS, *BROKEN]
    below = [*lined(XS, YS[1:]), *OPEN_ABOVE, *overleaf, Line("5", 640, 90), Line("奖励。", 640, 150)]
    assert lines(above, below) == [*ROWS, *told, "5\t奖励。"]


def test_a_cell_s_lines_know_their_own_boxes():
    extracted = reader.read(pdf([*lined(XS, YS), *CELLS]))
    at = extracted.text.index("补贴")
    place = next(each for each in extracted.places if each.start <= at < each.end)
    assert extracted.text[place.start : place.end] == "补贴。"
    assert place.box_of(at)[0] == 1500


GOOD = pdf([TITLE])


@pytest.mark.parametrize(
    "content, word",
    [
        pytest.param(pdf([PICTURE], [PICTURE]), "扫描件", id="scanned"),
        pytest.param(pdf([]), "没有文字", id="an empty page"),
        pytest.param(pdf(), "没有一页|已损坏", id="no page"),
        pytest.param(pdf([Line("\ue000\ue001元", 600)]), "乱码", id="a font without codes"),
        pytest.param(GOOD[: len(GOOD) // 3], "已损坏", id="cut off"),
        pytest.param(b"%PDF-1.4\n" + bytes(range(256)) * 10, "已损坏", id="no PDF behind its first bytes"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(content, word):
    with pytest.raises(UnreadableFileError, match=word) as error:
        isolation.read("pdf", content)  # as where no recognition is installed
    assert "\n" not in str(error.value)


LOCK = (
    "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<"
    + "00" * 32
    + ">/U<"
    + "11" * 32
    + ">>>/ID[<"
    + "22" * 16
    + "><"
    + "22" * 16
    + ">]"
)


def test_a_file_with_a_password_is_refused_by_it():
    with pytest.raises(UnreadableFileError, match="密码"):
        formats.read(pdf([TITLE], trailer=LOCK))


LONG = 300
# What a process of its own has taken at most when it has read a file.
MEASURE = """
import resource, sys
from importers.parsing.formats import isolation, pdf
isolation.answer(pdf.read, sys.stdin.buffer.read())
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def long(count: int) -> bytes:
    line = "为支持小店发展，对新开业的小店给予一次性补贴五千元，由县商务局负责"
    page = [Line(line, 720 - 60 * each) for each in range(9)]
    return written([*page, Line(f"— {number} —", 50, 280)] for number in range(1, count + 1))


@pytest.mark.long
def test_a_long_file_is_read_whole():
    extracted = formats.read(long(LONG))
    assert extracted.text.count("\n") == LONG * 9
    assert extracted.places[-1].page == LONG


@pytest.mark.long
def test_a_long_file_is_read_page_by_page():
    """Ten times the pages are not twice the memory, most of which is the reader's own."""
    taken = []
    for count in (LONG // 10, LONG):
        done = subprocess.run([sys.executable, "-c", MEASURE], input=long(count), capture_output=True, check=True)  # noqa: S603
        taken.append(int(done.stdout))
    assert taken[1] < 2 * taken[0], taken


# Two columns of text, as an official gazette has them.
LEFT = [
    "第一条　为支持小店发展，促",
    "进夜间消费，根据有关规定，制",
    "定本办法。",
    "第二条　小店按实际支付租金",
    "的三成给予补贴，每户每年不超",
    "过一万元，资金由市财政安排。",
    "第三条　市商务局负责受理和",
]
RIGHT = [
    "审核，市财政局负责拨付资金，",
    "其他部门按照职责做好工作。",
    "第四条　弄虚作假骗取补贴资",
    "金的，由市商务局追回，三年内",
    "不得再次申请各类补贴资金。",
    "第五条　本办法由市商务局负",
    "责解释，自公布之日起施行。",
]

SHORT = [
    "审核，市财政局负责拨付资金，",
    "其他部门按照职责做好工作。",
    "第四条　本办法不溯及既往。",
    "第五条　骗取补贴的应追回。",
    "第六条　所需资金列入预算。",
    "第七条　市商务局负责解释。",
    "第八条　自公布之日起施行。",
]


def two_columns(
    left: list[str], right: list[str], *, shift: float = 0, top: float = 640, indent: int = 0
) -> list[Line]:
    """Lines side by side, the right ones lower by ``shift``, in the order in which a page is printed across."""
    sides = [(left, 60, 0.0), (right, 320, shift)]
    drawn = [
        Line(text, top - 24 * row - low, x + indent * text.startswith("第"))
        for side, x, low in sides
        for row, text in enumerate(side)
    ]
    return sorted(drawn, key=lambda line: -line.y)


@pytest.mark.parametrize(
    "page, told",
    [
        pytest.param(two_columns(LEFT, RIGHT), [*LEFT, *RIGHT], id="side by side"),
        pytest.param(two_columns(LEFT, RIGHT, shift=5), [*LEFT, *RIGHT], id="the right ones a little lower"),
        pytest.param(two_columns(LEFT, RIGHT, shift=12), [*LEFT, *RIGHT], id="between the lines of the left"),
        pytest.param(two_columns(LEFT, RIGHT[:6]), [*LEFT, *RIGHT[:6]], id="the right column ends earlier"),
        pytest.param(two_columns(LEFT, SHORT, indent=20), [*LEFT, *SHORT], id="most lines on the right are indented"),
        pytest.param(
            [Line("临川市支持小店发展办法", 700, 170, 22), *two_columns(LEFT, RIGHT)],
            ["临川市支持小店发展办法", *LEFT, *RIGHT],
            id="a title across",
        ),
        pytest.param(
            [
                *two_columns(LEFT, RIGHT, top=760),
                Line("临川市人民政府办公室关于公布夜市名单的公告", 560, 120, 18),
                *two_columns(LEFT[::-1], RIGHT[::-1], top=520),
            ],
            [*LEFT, *RIGHT, "临川市人民政府办公室关于公布夜市名单的公告", *LEFT[::-1], *RIGHT[::-1]],
            id="a title between",
        ),
    ],
)
def test_columns_of_text_are_read_one_after_the_other(page, told):
    assert [line.replace(" ", "　") for line in lines(page)] == told


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(two_columns(["市商务局", "市财政局"] * 4, ["市税务局", "市公安局"] * 4), id="names side by side"),
        pytest.param(two_columns(LEFT[:4], RIGHT[:4]), id="few lines"),
        pytest.param(
            [Line(f"{text}　{text}", 640 - 24 * row, 60) for row, text in enumerate(LEFT)], id="one line each"
        ),
    ],
)
def test_what_only_stands_side_by_side_is_read_across(page):
    first, second = sorted(page, key=lambda line: (-line.y, line.x))[:2]
    assert lines(page)[0].startswith(first.text.replace("　", " "))
    assert second.y < first.y or second.text in lines(page)[0]
