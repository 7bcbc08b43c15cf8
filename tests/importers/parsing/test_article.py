"""An article's parts: heading or none, sentences and clauses, annotation."""

import pytest

from importers.parsing.article import split_article


def parts(text: str):
    found = split_article(text)
    heading = text[found.heading.start : found.heading.end] if found.heading else None
    annotation = text[found.annotation.start : found.annotation.end] if found.annotation else None
    return heading, [text[span.start : span.end] for span in found.measures], annotation


@pytest.mark.parametrize(
    "text, heading, measures, annotation",
    [
        pytest.param(
            "第三条【补贴标准】对小店补贴3000元。",
            "补贴标准",
            ["对小店补贴3000元。"],
            None,
            id="a name in brackets is the heading",
        ),
        pytest.param(
            "1\t举办美食节。\t市商务局",
            None,
            ["举办美食节。", "市商务局"],
            None,
            id="a cell that says all is no heading",
        ),
        pytest.param(
            "1\t打造平台。\t加快推进建设。\t市商务局",
            "打造平台。",
            ["加快推进建设。", "市商务局"],
            None,
            id="a cell beside one that says more is",
        ),
        pytest.param(
            "1\t打造平台。加快推进建设。\t市商务局",
            "打造平台。",
            ["加快推进建设。", "市商务局"],
            None,
            id="a cell may have its own",
        ),
        pytest.param(
            "13. 打造平台。加快推进建设。（责任单位：省商务厅）",
            "打造平台。",
            ["加快推进建设。"],
            "（责任单位：省商务厅）",
            id="a comma-free first sentence is the heading",
        ),
        pytest.param(
            "5. 落实免征增值税政策。（责任单位：省税务局）",
            None,
            ["落实免征增值税政策。"],
            "（责任单位：省税务局）",
            id="one sentence of substance has no heading",
        ),
        pytest.param(
            "1. 延续政策，2022年加计抵减。符合条件的可以享受。",
            None,
            ["延续政策，2022年加计抵减。", "符合条件的可以享受。"],
            None,
            id="a first sentence with a comma is no heading",
        ),
        pytest.param(
            "22. 支持服务业。对甲给予奖励；对乙给予补贴。",
            "支持服务业。",
            ["对甲给予奖励；", "对乙给予补贴。"],
            None,
            id="分号 clauses are measures",
        ),
        pytest.param(
            "2. 扩大范围，将印花税（不含证券。交易）减征。",
            None,
            ["扩大范围，将印花税（不含证券。交易）减征。"],
            None,
            id="a stop inside brackets ends nothing",
        ),
        pytest.param(
            "35. 加大帮扶。将情况报送领导小组办公室（省小企业局）。",
            "加大帮扶。",
            ["将情况报送领导小组办公室（省小企业局）。"],
            None,
            id="an office in brackets before the full stop is no annotation",
        ),
        pytest.param(
            "29. 鼓励助餐。予以支持。(责任单位: 省商务厅、省民政厅)",
            "鼓励助餐。",
            ["予以支持。"],
            "(责任单位: 省商务厅、省民政厅)",
            id="half-width brackets and colon",
        ),
        pytest.param(
            "12. 提升。建设。（责任单位：省商务厅，各市政府)",
            "提升。",
            ["建设。"],
            "（责任单位：省商务厅，各市政府)",
            id="brackets of mixed width",
        ),
        pytest.param(
            "11. 比例从75%提高到100%。对购买服务的给予资助。",
            "比例从75%提高到100%。",
            ["比例从75%提高到100%。", "对购买服务的给予资助。"],
            None,
            id="a heading with figures is a measure too",
        ),
        pytest.param("", None, [], None, id="nothing"),
    ],
)
def test_dissect(text, heading, measures, annotation):
    assert parts(text) == (heading, measures, annotation)
