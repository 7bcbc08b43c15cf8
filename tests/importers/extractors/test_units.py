"""责任单位: every style of annotation, the three roles, position, and what is no office."""

import pytest

from importers.extractors.offices import UnitNames
from importers.extractors.units import joined, led_by_first, read_annotation, read_heading, read_passage

NAMES = UnitNames({
    name: (unit,)
    for name, unit in {
        "省商务厅": "省商务厅",
        "省财政厅": "省财政厅",
        "省工信厅": "省工业和信息化厅",
        "省文旅厅": "省文化和旅游厅",
        "省小企业局": "省小企业局",
        "省市场监管局": "省市场监管局",
        "省卫健委": "省卫生健康委",
        "各市政府": "各市人民政府",
        "各市人民政府": "各市人民政府",
        "省有关单位": "省有关单位",
        "省直有关部门": "省直有关部门",
        "金融业专班": "金融业专班",
    }.items()
} | {"各市、县人民政府": ("各市人民政府", "各县人民政府")})  # fmt: skip


def told(text: str):
    duties = read_annotation(text, 0, len(text), NAMES)
    for duty in duties.named:
        assert text[duty.start : duty.end] == duty.quote
    return [(duty.unit, duty.role, duty.position) for duty in duties.named]


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param(
            "（责任单位：省财政厅、省工信厅，各市政府）",
            [
                ("省财政厅", "responsible", 1),
                ("省工业和信息化厅", "responsible", 2),
                ("各市人民政府", "responsible", 3),
            ],
            id="责任单位, with an alias",
        ),
        pytest.param(
            "(责任单位: 省商务厅、省财政厅)",
            [("省商务厅", "responsible", 1), ("省财政厅", "responsible", 2)],
            id="half width, and a space behind the colon",
        ),
        pytest.param(
            "（省商务厅、省文旅厅，各市人民政府负责）",
            [("省商务厅", "responsible", 1), ("省文化和旅游厅", "responsible", 2), ("各市人民政府", "responsible", 3)],
            id="a clause without a verb takes the next one's",
        ),
        pytest.param(
            "（省商务厅牵头，省财政厅、省文旅厅配合）",
            [("省商务厅", "lead", 1), ("省财政厅", "support", 2), ("省文化和旅游厅", "support", 3)],
            id="牵头 and 配合",
        ),
        pytest.param("（省市场监管局牵头负责）", [("省市场监管局", "lead", 1)], id="牵头负责 is 牵头"),
        pytest.param(
            "（省卫健委牵头，各市人民政府负责）",
            [("省卫生健康委", "lead", 1), ("各市人民政府", "responsible", 2)],
            id="牵头 and 负责",
        ),
        pytest.param(
            "（省文旅厅负责，省财政厅配合）",
            [("省文化和旅游厅", "responsible", 1), ("省财政厅", "support", 2)],
            id="负责 and 配合",
        ),
        pytest.param(
            "（责任单位：省财政厅、省工信厅会同省有关单位）",
            [("省财政厅", "responsible", 1), ("省工业和信息化厅", "responsible", 2), ("省有关单位", "support", 3)],
            id="会同",
        ),
        pytest.param(
            "（责任单位：省财政厅、省小企业局，各市、县人民政府负责落实，以下措施均需各市、县人民政府落实，不再列出。）",
            [
                ("省财政厅", "responsible", 1),
                ("省小企业局", "responsible", 2),
                ("各市人民政府", "responsible", 3),
                ("各县人民政府", "responsible", 4),
            ],
            id="各市、县人民政府 are two, and what holds for all that follows is not said here",
        ),
        pytest.param("（责任单位：省财政厅、省财政厅）", [("省财政厅", "responsible", 1)], id="each office once"),
        pytest.param("（责任单位：不再列出）", [], id="what ends like no office is none"),
    ],
)
def test_annotation(text, expected):
    assert told(text) == expected


def roles(text: str) -> list[tuple[str, str]]:
    return [(unit, role) for unit, role, _ in told(text)]


LEAD, RESPONSIBLE, SUPPORT = "lead", "responsible", "support"


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param(
            "（牵头单位：市文旅局；配合单位：市体育局、市园林局；完成时限：2022年6月底前）",
            [("市文旅局", LEAD), ("市体育局", SUPPORT), ("市园林局", SUPPORT)],
            id="two labels and a time",
        ),
        pytest.param(
            "【牵头单位：市文旅局，责任部门：市体育局】",
            [("市文旅局", LEAD), ("市体育局", RESPONSIBLE)],
            id="a comma before the second label",
        ),
        pytest.param(
            "牵头单位：市文旅局\n配合单位：市体育局\n推广范围：全市",
            [("市文旅局", LEAD), ("市体育局", SUPPORT)],
            id="lines, and where it holds is no office",
        ),
        pytest.param(
            "（主办单位：市文旅局；协办单位：市体育局；指导单位：省文旅厅）",
            [("市文旅局", LEAD), ("市体育局", SUPPORT), ("省文化和旅游厅", SUPPORT)],
            id="主办, 协办, 指导",
        ),
        pytest.param(
            "（牵头（责任）单位：市文旅局；责任人：王某）", [("市文旅局", LEAD)], id="a label in a label; no people"
        ),
        pytest.param(
            "（责任单位：市文旅局，市体育局配合）",
            [("市文旅局", RESPONSIBLE), ("市体育局", SUPPORT)],
            id="a label's offices are not the next verb's",
        ),
        pytest.param(
            "（责任单位：市文旅局牵头，市体育局、市园林局配合）",
            [("市文旅局", LEAD), ("市体育局", SUPPORT), ("市园林局", SUPPORT)],
            id="verbs behind a label",
        ),
        pytest.param(
            "（市文旅局牵头、市体育局配合）",
            [("市文旅局", LEAD), ("市体育局", SUPPORT)],
            id="、 between clauses",
        ),
        pytest.param(
            "（由市文旅局牵头，会同市体育局组织实施）",
            [("市文旅局", LEAD), ("市体育局", SUPPORT)],
            id="由 and 会同",
        ),
        pytest.param(
            "（市文旅局、市体育局等按职责分工负责，长期坚持）",
            [("市文旅局", RESPONSIBLE), ("市体育局", RESPONSIBLE)],
            id="按职责分工, and a time",
        ),
        pytest.param(
            "责任单位∶市文旅局、市体育局（完成时限：2022年底）",
            [("市文旅局", RESPONSIBLE), ("市体育局", RESPONSIBLE)],
            id="a mathematician's colon, and a field in brackets",
        ),
        pytest.param(
            "（政策兑现部门：市文旅局；服务电话：12345）", [("市文旅局", RESPONSIBLE)], id="who pays, and a telephone"
        ),
        pytest.param(
            "（责任单位：市文旅局、市体育局。）",
            [("市文旅局", RESPONSIBLE), ("市体育局", RESPONSIBLE)],
            id="a stop inside",
        ),
    ],
)
def test_labels_and_verbs(text, expected):
    assert roles(text) == expected


@pytest.mark.parametrize(
    "printed, expected",
    [
        pytest.param("市发展改革委（市粮食局）、市体育局", ["市发展改革委", "市体育局"], id="another name in brackets"),
        pytest.param("高新区（新区）管委会、市体育局", ["高新区（新区）管委会", "市体育局"], id="brackets of a name"),
        pytest.param("云海文旅（集团）有限公司", ["云海文旅（集团）有限公司"], id="a company's brackets"),
        pytest.param("市体育局、各区、县人民政府", ["市体育局", "各区、县人民政府"], id="、 inside a name"),
        pytest.param("省商务厅/市体育局", ["省商务厅", "市体育局"], id="a slash behind a known name"),
        pytest.param("5G/6G专班", ["5G/6G专班"], id="a slash inside a name"),
        pytest.param("市体育局、各镇、街道", ["市体育局", "各镇", "街道"], id="、 between two"),
        pytest.param("各市、县（市、区）人民政府", ["各市人民政府", "各县人民政府"], id="levels in brackets, known"),
        pytest.param("各市、县、自治县人民政府", ["各市、县、自治县人民政府"], id="three levels of one"),
        pytest.param("市、区体育局", ["市、区体育局"], id="two levels of one office"),
        pytest.param("各市、省财政厅", ["各市", "省财政厅"], id="a level alone, and another office"),
        pytest.param("市体育局和市园林局", ["市体育局", "市园林局"], id="和 between names"),
        pytest.param("市住房和城乡建设局", ["市住房和城乡建设局"], id="和 inside a name"),
        pytest.param("市住房和城乡建设局及各区政府", ["市住房和城乡建设局", "各区政府"], id="both"),
        pytest.param("市体育局 市园林局", ["市体育局", "市园林局"], id="blanks between names"),
        pytest.param("市经开区经济 发展局", ["市经开区经济发展局"], id="a blank of the layout"),
        pytest.param("市体育、园林、财政部门", ["市体育部门", "园林部门", "财政部门"], id="部门 printed once"),
        pytest.param("云海移动、国网云海供电", ["云海移动", "国网云海供电"], id="ends like no office: a doubt"),
        pytest.param("各区委、区政府", ["各区委", "各区政府"], id="各 printed once"),
        pytest.param("各乡镇党委、政府", ["各乡镇党委", "各乡镇政府"], id="a government without its level"),
        pytest.param("各街道党工委、办事处", ["各街道党工委", "各街道办事处"], id="a street's office without its name"),
        pytest.param("各区委、市财政局", ["各区委", "市财政局"], id="another office behind a committee"),
        pytest.param("市委、市政府", ["市委", "市政府"], id="a committee that is one"),
        pytest.param("另行通知", [], id="nobody yet"),
        pytest.param("待定", [], id="to be said"),
        pytest.param("省财政厅，不再列出", ["省财政厅"], id="no name at all"),
    ],
)
def test_names_of_a_list(printed, expected):
    assert [unit for unit, _ in roles(f"（责任单位：{printed}）")] == expected


@pytest.mark.parametrize(
    "printed, units",
    [
        pytest.param("市体育局等有关部门和单位", ["市体育局"], id="有关部门和单位"),
        pytest.param("市体育局等部门和各区政府", ["市体育局", "各区政府"], id="others, and one more by name"),
        pytest.param("市体育局、各区政府等", ["市体育局", "各区政府"], id="等 alone"),
    ],
)
def test_others_in_a_list(printed, units):
    text = f"（责任单位：{printed}）"
    duties = read_annotation(text, 0, len(text), NAMES)
    assert duties.others
    assert [duty.unit for duty in duties.named] == units


def test_what_is_no_name_among_offices_is_kept_as_unread():
    text = "（企业自行申报，市体育局负责）"
    duties = read_annotation(text, 0, len(text), NAMES)
    assert [duty.unit for duty in duties.named] == ["市体育局"]
    assert [text[start:end] for start, end in duties.unread] == ["企业自行申报"]


@pytest.mark.parametrize(
    "rule",
    [
        "列第一位者为牵头单位，下同",
        "排在首位的为牵头部门，下同",
        "第一个单位为牵头单位",
        "首个单位为牵头单位，下同",
        "排名第一的责任单位牵头，下同",
    ],
)
def test_the_first_of_a_list_leads_where_the_document_says_so(rule):
    text = f"（市体育局、市园林局；{rule}）"
    duties = read_annotation(text, 0, len(text), NAMES)
    assert duties.first_leads
    assert [duty.role for duty in led_by_first(duties.named)] == [LEAD, RESPONSIBLE]
    assert read_passage(f"各项任务中，{rule}。", NAMES).first_leads


def test_a_lead_that_is_printed_stays():
    text = "（市体育局负责，市园林局牵头）"
    duties = read_annotation(text, 0, len(text), NAMES).named
    assert led_by_first(duties) == duties


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("【责任单位】市体育局", [("市体育局", RESPONSIBLE)], id="brackets around the label"),
        pytest.param("牵头单位　市体育局", [("市体育局", LEAD)], id="a blank for the colon"),
        pytest.param(
            "（牵头：市体育局；责任：市园林局）",
            [("市体育局", LEAD), ("市园林局", RESPONSIBLE)],
            id="a label of one word",
        ),
        pytest.param(
            "（实施单位：市体育局；监督单位：市审计局）", [("市体育局", RESPONSIBLE), ("市审计局", SUPPORT)], id="监督"
        ),
        pytest.param("此项工作由市体育局牵头", [("市体育局", LEAD)], id="由 before the name"),
        pytest.param(
            "（责任单位：市体育局；市园林局、市审计局为配合单位）",
            [("市体育局", RESPONSIBLE), ("市园林局", SUPPORT), ("市审计局", SUPPORT)],
            id="the label as what is said of the names",
        ),
        pytest.param(
            "（责任单位：市体育局（牵头）、市园林局（配合）、市审计局）",
            [("市体育局", LEAD), ("市园林局", SUPPORT), ("市审计局", RESPONSIBLE)],
            id="in a bracket behind the name",
        ),
        pytest.param(
            "（市体育局、市园林局（牵头单位））", [("市体育局", LEAD), ("市园林局", LEAD)], id="of the names before"
        ),
        pytest.param(
            "（主责单位：市体育局；协同单位：市园林局）",
            [("市体育局", LEAD), ("市园林局", SUPPORT)],
            id="主责 and 协同",
        ),
        pytest.param(
            "（责任单位：市体育局牵头，市园林局、市审计局参与）",
            [("市体育局", LEAD), ("市园林局", SUPPORT), ("市审计局", SUPPORT)],
            id="verbs behind a label",
        ),
        pytest.param(
            "（市体育局、市园林局，政策执行至2026年12月31日）",
            [("市体育局", RESPONSIBLE), ("市园林局", RESPONSIBLE)],
            id="a term beside them",
        ),
        pytest.param("（市有关委、办、局）", [("市有关委、办、局", RESPONSIBLE)], id="one sign each"),
    ],
)
def test_how_a_role_is_said(text, expected):
    duties = read_annotation(text, 0, len(text), NAMES)
    assert [(duty.unit, duty.role) for duty in duties.named] == expected


@pytest.mark.parametrize(
    "rule, units, role, for_all",
    [
        pytest.param("以下措施均需各市政府落实，不再列出", ["各市人民政府"], RESPONSIBLE, False, id="以下"),
        pytest.param("具体任务均涉及各区人民政府", ["各区人民政府"], RESPONSIBLE, True, id="具体任务"),
        pytest.param("各项工作均由各区政府配合", ["各区政府"], SUPPORT, True, id="in support"),
        pytest.param("各区政府均为责任单位，下同", ["各区政府"], RESPONSIBLE, True, id="the names first"),
        pytest.param("各区政府均为配合单位，以下同", ["各区政府"], SUPPORT, True, id="the names first, in support"),
    ],
)
def test_a_rule_of_the_document(rule, units, role, for_all):
    text = f"（责任单位：市体育局；{rule}）"
    duties = read_annotation(text, 0, len(text), NAMES)
    assert [duty.unit for duty in duties.named] == ["市体育局"]
    assert [(duty.unit, duty.role) for duty in duties.default] == [(unit, role) for unit in units]
    assert duties.for_all is for_all


def test_of_several_annotations_a_lead_counts_most():
    text = "（市体育局配合）（市体育局牵头，市园林局负责）"
    read = [read_annotation(text, a, b, NAMES) for a, b in ((0, 8), (8, len(text)))]
    assert [(duty.unit, duty.role, duty.position) for duty in joined(read).named] == [
        ("市体育局", LEAD, 1),
        ("市园林局", RESPONSIBLE, 2),
    ]


def test_others_are_a_flag_not_an_office():
    text = "（责任单位：省财政厅等有关部门，各市政府）"
    duties = read_annotation(text, 0, len(text), NAMES)
    assert duties.others
    assert [duty.quote for duty in duties.named] == ["省财政厅", "各市政府"]


def test_a_collective_in_the_list_is_no_flag():
    text = "（责任单位：省直有关部门，各市政府）"
    duties = read_annotation(text, 0, len(text), NAMES)
    assert not duties.others
    assert duties.named[0].unit == "省直有关部门"


def test_an_office_never_seen_is_kept_and_marked_unknown():
    text = "（责任单位：省财政厅、省文物保护中心）"
    found = read_annotation(text, 0, len(text), NAMES).named
    assert [(duty.unit, duty.known) for duty in found] == [("省财政厅", True), ("省文物保护中心", False)]


def test_an_article_may_name_offices_for_all_that_follow():
    text = "（责任单位：省财政厅，以下措施均需各市、县人民政府落实，不再列出。）"
    duties = read_annotation(text, 0, len(text), NAMES)
    assert [duty.unit for duty in duties.default] == ["各市人民政府", "各县人民政府"]
    assert all(text[duty.start : duty.end] == "各市、县人民政府" for duty in duties.default)


@pytest.mark.parametrize(
    "heading, units",
    [
        pytest.param("（一）现代金融（金融业专班负责）", ["金融业专班"], id="a taskforce"),
        pytest.param("（六）节能环保服务", [], id="none"),
        pytest.param("(四) 信息服务 (金融业专班负责)", ["金融业专班"], id="half width"),
        pytest.param("一、夜间消费（牵头单位：省商务厅）", ["省商务厅"], id="a label"),
    ],
)
def test_heading(heading, units):
    assert [duty.unit for duty in read_heading(heading, NAMES).named] == units
