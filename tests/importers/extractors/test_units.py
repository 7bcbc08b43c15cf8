"""责任单位: every style of annotation, the three roles, position, and what is no office."""

import pytest

from importers.extractors.base import UnitNames
from importers.extractors.units import read_annotation, read_heading

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
    ],
)
def test_heading(heading, units):
    assert [duty.unit for duty in read_heading(heading, NAMES).named] == units
