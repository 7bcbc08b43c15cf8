"""Markdown → the text without its marks, as it was meant."""

import pytest

from importers.parsing import formats
from tests.proportion import assert_in_proportion

HEAD = "# 关于支持小店的通知\n\n"


def read(text: str) -> formats.Extracted:
    return formats.read((HEAD + text).encode())


@pytest.mark.parametrize(
    "text, lines",
    [
        pytest.param("**一、给予补贴。** 每户3000元。", ["一、给予补贴。 每户3000元。"], id="strong before a blank"),
        pytest.param("**一、给予补贴。**每户3000元。", ["一、给予补贴。每户3000元。"], id="strong beside Chinese"),
        pytest.param("***二、*** __减免__租金", ["二、 减免租金"], id="other signs of emphasis"),
        pytest.param(
            "覆盖率=人数/总数*100%，每户2*3次", ["覆盖率=人数/总数*100%，每户2*3次"], id="times is no emphasis"
        ),
        pytest.param("**注：未闭合的标记", ["**注：未闭合的标记"], id="what nothing closes stays"),
        pytest.param("1\\. 给予补贴\n2\\) 减免", ["1. 给予补贴", "2) 减免"], id="escaped numbers"),
        pytest.param("1. 给予补贴\n2. 减免", ["1. 给予补贴", "2. 减免"], id="a list keeps its numbers"),
        pytest.param("- 给予补贴\n* 减免\n> 引文", ["给予补贴", "减免", "引文"], id="bullets and quotations"),
        pytest.param("-5℃以下停工", ["-5℃以下停工"], id="a minus is no bullet"),
        pytest.param("见[办法](https://a.cn/b_(1).html)第三条", ["见办法第三条"], id="a link"),
        pytest.param("按《办法》[2022]5号执行", ["按《办法》[2022]5号执行"], id="brackets that are no link"),
        pytest.param(
            "## 第一章 总则 ##\n---\n***\n正文&nbsp;&lt;试行&gt;",
            ["第一章 总则", "正文\xa0<试行>"],
            id="headings, rules",
        ),
        pytest.param(
            "　　第一条 甲。  \n　　第二条 乙。\\", ["第一条 甲。", "第二条 乙。"], id="indents and hard breaks"
        ),
        pytest.param("    四个空格的段落", ["四个空格的段落"], id="an indent is no code"),
        pytest.param("小计_甲_、_减免_。", ["小计_甲_、减免。"], id="a low line within words is none"),
        pytest.param("姓名：____ 电话：____", ["姓名：____ 电话：____"], id="lines to be written on"),
        pytest.param("- [ ] 给予补贴\n- [x] 减免", ["给予补贴", "减免"], id="tasks"),
        pytest.param(">> 引文中的引文", ["引文中的引文"], id="a quotation in another"),
        pytest.param("见<https://a.cn/1>。", ["见https://a.cn/1。"], id="an address"),
        pytest.param(
            "甲<!-- 待核\n对 -->乙\n<details><summary>全文</summary>\n丙\n</details>",
            ["甲", "乙", "全文", "丙"],
            id="comments and what unfolds",
        ),
        pytest.param(
            "给予50[^1]万元[^2]。\n\n[^1]: 按年。\n末行。", ["给予50万元[^2]。", "末行。", "注1：按年。"], id="notes"
        ),
        pytest.param("<center>**附件**</center>", ["附件"], id="tags between marks"),
        pytest.param(
            "类型|金额\n:--|--:\n早餐店|3000元\n", ["类型\t金额", "早餐店\t3000元"], id="a table without its edges"
        ),
        pytest.param(
            "| 序号 | **任务** |\n|---|---|\n| 1 | 建设\\|改造 |\n| | 推广 |\n\n一、甲|乙",
            ["序号\t任务", "1\t建设|改造", "\t推广", "一、甲|乙"],
            id="a table, an empty cell in its place",
        ),
    ],
)
def test_marks_go_and_words_stay(text, lines):
    extracted = read(text)
    assert extracted.format == "markdown"
    assert extracted.text.split("\n") == ["关于支持小店的通知", *lines, ""]


@pytest.mark.parametrize(
    "front, told",
    [
        pytest.param("---\ntitle: 支持小店\n文号: 甲政〔2023〕8号\ntags:\n- 小店\n---\n", [], id="names and values"),
        pytest.param("---\n甲市支持小店，措施如下\n---\n", ["甲市支持小店，措施如下"], id="a text between rules"),
        pytest.param("---\ntitle: 支持小店\n", ["title: 支持小店"], id="what nothing closes"),
    ],
)
def test_what_a_file_says_before_its_text(front, told):
    extracted = formats.read((front + HEAD + "**一、** 给予补贴。").encode())
    assert extracted.text.splitlines() == [*told, "关于支持小店的通知", "一、 给予补贴。"]
    assert (extracted.metadata.get("ArticleTitle"), extracted.metadata.get("文号")) == (
        (None, None) if told else ("支持小店", "甲政〔2023〕8号")
    )


@pytest.mark.long
def test_a_table_of_markup_is_a_table():
    markup = "<table border=1>\n<tr><td rowspan=2>1</td><td>建设</td></tr>\n<tr><td>推广</td></tr></table>"
    extracted = read(f"一、任务。\n\n{markup}\n\n二、减免。")
    assert extracted.text.splitlines()[1:] == ["一、任务。", "1\t建设", "\t推广", "二、减免。"]
    assert [place.element for place in extracted.places][-1] == "line[9]"


def test_every_line_knows_its_number_in_the_file():
    extracted = read("一、给予**补贴**。\n\n二、减免。")
    told = [(extracted.text[place.start : place.end], place.element) for place in extracted.places]
    assert told == [("关于支持小店的通知", "line[1]"), ("一、给予补贴。", "line[3]"), ("二、减免。", "line[5]")]


COLLECTED = """# 关于支持小店的若干措施

**发布日期**: 2025-12-26
**发布机构**: 甲省商务厅
**原文链接**: [https://a.cn/b.html](https://a.cn/b.html)

---

甲商发〔2025〕3号

一、给予补贴。
**责任单位**：省商务厅

【原文下载】
- [关于支持小店的若干措施.pdf](/files/a1.pdf )
**更新时间**: 2026-01-26 11:25:39
"""


def test_what_a_collector_says_of_a_document_is_no_part_of_it():
    extracted = formats.read(COLLECTED.encode())
    assert extracted.text.splitlines() == [
        "关于支持小店的若干措施", "甲商发〔2025〕3号", "一、给予补贴。", "责任单位：省商务厅",
    ]  # fmt: skip
    assert extracted.metadata == {
        "发布日期": "2025-12-26",
        "发布机构": "甲省商务厅",
        "原文链接": "https://a.cn/b.html",
        "更新时间": "2026-01-26 11:25:39",
    }


@pytest.mark.parametrize(
    "below, title",
    [
        pytest.param("关于支持小店的若干措施\n甲商发〔2025〕3号", [], id="the title stands in the text"),
        pytest.param("各市商务局：", ["关于支持小店的若干措施"], id="the title stands in the heading alone"),
    ],
)
def test_a_document_begins_below_the_heading_that_says_so(below, title):
    text = f"# 关于支持小店的若干措施\n**来源**: https://a.cn\n---\n## 政策全文\n{below}\n一、给予补贴。"
    assert formats.read(text.encode()).text.splitlines() == [*title, *below.splitlines(), "一、给予补贴。"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("一、补贴\n| 类型 | 金额 |\n|---|---|\n| 早餐店 | 3000元 |", id="a table alone"),
        pytest.param("一、补贴*每户\n2*3\n#餐饮# 3000元", id="signs that mark nothing"),
    ],
)
def test_a_plain_text_stays_as_it_is(text):
    assert (formats.read(text.encode()).format, formats.read(text.encode()).text) == ("text", text)


@pytest.mark.parametrize("sign", ["*", "**", "[", "](", "!", "\\", "|", "`", "<br", "&", "#", "> ", "- ", "_", "~~"])
def test_a_long_line_takes_time_in_proportion(sign):
    assert_in_proportion(read, sign)
