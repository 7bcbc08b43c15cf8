"""Markers, lines and outlines: what begins an article, what goes on from a page before, what closes a document."""

import pytest

from importers.parsing.lines import join, split
from importers.parsing.outline import outline
from policies.text.numbering import match


@pytest.mark.parametrize(
    "text, level, number, label",
    [
        pytest.param("第十二条 给予补贴。", "article", 12, "第十二条", id="条"),
        pytest.param("第三章 保障措施", "chapter", 3, "第三章", id="章"),
        pytest.param("二、餐饮业纾困扶持措施", "chinese", 2, "二、", id="一、"),
        pytest.param("（十一）健康养老服务", "chinese_brackets", 11, "（十一）", id="（一）"),
        pytest.param("(四) 信息服务", "chinese_brackets", 4, "(四)", id="half width amid full width"),
        pytest.param("15. 完善寄递末端网络。", "arabic", 15, "15.", id="1."),
        pytest.param("3、其他", "arabic", 3, "3、", id="1、"),
        pytest.param("（2）其他", "arabic_brackets", 2, "（2）", id="（1）"),
        pytest.param("③其他", "circled", 3, "③", id="①"),
        pytest.param("第 2 6 条 甲", "article", 26, "第 2 6 条", id="blanks in a number"),
        pytest.param("第１２条　甲", "article", 12, "第１２条", id="full width"),
        pytest.param("第八条项目申报按年度进行。", "article", 8, "第八条", id="条 glued to its words"),
        pytest.param("第二条之一 甲", "article", 2, "第二条之一", id="第二条之一"),
        pytest.param("一．甲", "chinese", 1, "一．", id="一．"),
        pytest.param("二、一次性补助", "chinese", 2, "二、", id="一次 behind a number"),
        pytest.param("三、10日内答复", "chinese", 3, "三、", id="a figure behind a number"),
        pytest.param("㈡甲", "chinese_brackets", 2, "㈡", id="㈡"),
        pytest.param("⑶甲", "arabic_brackets", 3, "⑶", id="⑶"),
        pytest.param("⒌甲", "arabic", 5, "⒌", id="⒌"),
        pytest.param("2.2022年起减半", "arabic", 2, "2.", id="a year behind a number"),
        pytest.param("3）甲", "arabic_half_bracket", 3, "3）", id="1）"),
        pytest.param("1 支持小店", "bare", 1, "1", id="1 alone"),
        pytest.param("★（四）甲", "chinese_brackets", 4, "（四）", id="a sign before a number"),
    ],
)
def test_a_marker_is_level_number_and_label(text, level, number, label):
    marker = match(text)
    assert (marker.level, marker.number, marker.label) == (level, number, label)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1.5亿元用于补贴", id="a figure with a point"),
        pytest.param("1万平方米以下企业投资项目", id="a figure with 万"),
        pytest.param("2022年末网络货运营业额", id="a year"),
        pytest.param("第三条第二款规定的情形", id="a mention of an article"),
        pytest.param("一是建立精准监测机制", id="一是"),
        pytest.param("第三条规定的小店", id="a condition by an article"),
        pytest.param("第五条、第六条所列情形", id="two articles"),
        pytest.param("第七条至第九条", id="a range of articles"),
        pytest.param("一、二、三产业融合", id="sectors of the economy"),
        pytest.param("二、三线城市", id="cities by rank"),
        pytest.param("3 万元以上的", id="a figure with a blank"),
        pytest.param("2 年以上的", id="a term with a blank"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_figure_at_a_line_s_start_is_no_marker(text):
    assert match(text) is None


def read(text: str):
    return outline(split(text)[0])


def shape(text: str) -> list[str]:
    """An outline that a person can read in a diff."""
    tree = read(text)
    rows = [(each.printed.start, f"§ {each.printed.text}") for each in tree.sections]
    rows += [(each.printed.start, f"{each.path} {each.printed.text!r}") for each in tree.articles]
    rows += [(each.printed.start, f"({each.kind}) {each.printed.text!r}") for each in tree.passages]
    return [line for _, line in sorted(rows)]


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param(
            "一、财税\n1. 甲。乙（责任单位：省税\n\n务局）\n2. 丙。（责任单位：省财政厅）",
            ["§ 一、财税", "art_1 '1. 甲。乙（责任单位：省税务局）'", "art_2 '2. 丙。（责任单位：省财政厅）'"],
            id="a page breaks an annotation",
        ),
        pytest.param(
            "一、财税\n1. 甲。\n\n乙。（省税务局负责）\n2. 丙。\n（省财政厅负责）\n3. 丁。（省财政厅负责）",
            [
                "§ 一、财税",
                "art_1 '1. 甲。乙。（省税务局负责）'",
                "art_2 '2. 丙。（省财政厅负责）'",
                "art_3 '3. 丁。（省财政厅负责）'",
            ],
            id="a page breaks after a full stop, and an annotation stands alone",
        ),
        pytest.param(
            "一、财税\n1. 甲。（责任单位：省税务局）\n各有关部门要抓好落实。",
            ["§ 一、财税", "art_1 '1. 甲。（责任单位：省税务局）'", "(closing) '各有关部门要抓好落实。'"],
            id="an unnumbered closing after an annotation",
        ),
        pytest.param(
            "一、持续扩大开放\n制造业。取消限制。\n服务业。取消限制。\n二、奖励外资\n给予奖励。\n各市、各部门要抓好落实。",
            [
                "§ 一、持续扩大开放",
                "art_1 '制造业。取消限制。\\n服务业。取消限制。'",
                "§ 二、奖励外资",
                "art_2 '给予奖励。'",
                "(closing) '各市、各部门要抓好落实。'",
            ],
            id="titled sections with plain paragraphs",
        ),
        pytest.param(
            "各市商务局：\n按照要求：\n一、强化宣传。各市要宣传。\n二、抓好落实。各市要落实。\n附件：汇编\n（此件公开发布）",
            [
                "(addressee) '各市商务局：'",
                "(preamble) '按照要求：'",
                "art_1 '一、强化宣传。各市要宣传。'",
                "art_2 '二、抓好落实。各市要落实。'",
                "(attachment) '附件：汇编'",
                "(disclosure) '（此件公开发布）'",
            ],
            id="一、 are the articles where nothing is below them",
        ),
        pytest.param(
            "三、生产性\n（一）金融\n1. 甲。\n四、生活性\n（二）商贸\n2. 乙。",
            ["§ 三、生产性", "§ （一）金融", "art_1 '1. 甲。'", "§ 四、生活性", "§ （二）商贸", "art_2 '2. 乙。'"],
            id="two levels that run on, the inner one is the articles",
        ),
        pytest.param(
            "第一章 总则\n第一条 甲。\n（一）子项；\n（二）子项。\n第二条 乙。",
            ["§ 第一章 总则", "art_1 '第一条 甲。\\n（一）子项；\\n（二）子项。'", "art_2 '第二条 乙。'"],
            id="条 with items inside",
        ),
        pytest.param(
            "一、甲\n（一）乙。\n（二）丙。\n二、丁\n（一）戊。",
            ["§ 一、甲", "art_1 '（一）乙。'", "art_2 '（二）丙。'", "§ 二、丁", "art_3 '（一）戊。'"],
            id="numbers that start anew in every section",
        ),
        pytest.param(
            "一、甲\n1. 资助一、\n二、三线城市企业。\n2. 乙。",
            ["§ 一、甲", "art_1 '1. 资助一、二、三线城市企业。'", "art_2 '2. 乙。'"],
            id="a page breaks a sentence before a number",
        ),
        pytest.param(
            "一、免租。\n二、三季度组织验收。\n三、四季度付款。\n四、公示。",
            ["art_1 '一、免租。'", "art_2 '二、三季度组织验收。'", "art_3 '三、四季度付款。'", "art_4 '四、公示。'"],
            id="a number before another, in a run that wants it",
        ),
        pytest.param(
            "一、免租。\n二、三线城市减半。\n二、减税。\n三、减费。",
            ["art_1 '一、免租。\\n二、三线城市减半。'", "art_2 '二、减税。'", "art_3 '三、减费。'"],
            id="an enumeration behind a sentence, in a run that does not",
        ),
        pytest.param(
            "一、票价2元。\n二、老人免费。\n特此公告。",
            ["art_1 '一、票价2元。'", "art_2 '二、老人免费。'", "(closing) '特此公告。'"],
            id="what ends a text is no part of its last article",
        ),
        pytest.param(
            "第\u200b一条 奖励5万元。\n（\u200b一）租\u200b金减半。\n第\u00ad二条 乙。",
            ["art_1 '第一条 奖励5万元。\\n（一）租金减半。'", "art_2 '第二条 乙。'"],
            id="signs that nobody sees, inside of numbers",
        ),
        pytest.param(
            "一、总体要求\n增速达到7.5%。\n二、举措\n1. 甲。",
            ["§ 一、总体要求", "(preamble) '增速达到7.5%。'", "§ 二、举措", "art_1 '1. 甲。'"],
            id="a section with plain text before the articles",
        ),
        pytest.param(
            "一、同意《夜市规划（2024—2030\n年）》，请实施。\n二、同意《夜市布点\n图》。\n三、按（附件\n一）办理。",
            [
                "art_1 '一、同意《夜市规划（2024—2030年）》，请实施。'",
                "art_2 '二、同意《夜市布点图》。'",
                "art_3 '三、按（附件一）办理。'",
            ],
            id="lines that a page broke inside of a title or a bracket are no headings",
        ),
        pytest.param(
            "一、甲\n1. 乙。\n2. 丙。\n3. 丁。\n二、戊\n2. 己。\n3. 庚。",
            [
                "§ 一、甲",
                "art_1 '1. 乙。'",
                "art_2 '2. 丙。'",
                "art_3 '3. 丁。'",
                "§ 二、戊",
                "art_4 '2. 己。'",
                "art_5 '3. 庚。'",
            ],
            id="a section of which the first number is lost",
        ),
    ],
)
def test_outline(text, expected):
    assert shape(text) == expected


def test_a_printed_text_knows_its_pieces():
    lines, _ = split("甲乙\n\n  丙丁  \n")
    printed = join(lines)
    assert printed.text == "甲乙丙丁"
    assert [(piece.start, piece.end, piece.at) for piece in printed.pieces] == [(0, 2, 0), (6, 8, 2)]


def test_markdown_s_signs_are_told_from_what_was_printed():
    lines, markup = split("## 一、甲\n---\n### \n1. 乙")
    assert [line.text for line in lines] == ["一、甲", "1. 乙"]
    assert [line.text for line in markup] == ["##", "---", "###"]
