"""Counts that the text itself states, and breaks in the numbering."""

import pytest

from importers.linking import declared_counts
from importers.parsing.outline import outline
from policies.quality import gaps
from tests.importers.extractors.test_units import NAMES


@pytest.mark.parametrize(
    "summary, expected",
    [
        pytest.param(
            "主要包括48条指导性意见。其中，省商务厅落实13条意见，分别为提升开发区承载力3条意见、强化招商引资4条意见。",
            [
                (None, "", 48),
                ("省商务厅", "", 13),
                ("省商务厅", "提升开发区承载力", 3),
                ("省商务厅", "强化招商引资", 4),
            ],
            id="the label before its count",
        ),
        pytest.param(
            "出台61项措施帮助5大困难行业。其中，省商务厅落实12条措施，分别为2条普惠性纾困措施、5条餐饮业纾困措施。",
            [
                (None, "", 61),
                ("省商务厅", "", 12),
                ("省商务厅", "普惠性纾困措施", 2),
                ("省商务厅", "餐饮业纾困措施", 5),
            ],
            id="the label behind its count",
        ),
        pytest.param(
            "从10个方面推出35条具体措施。涉及省商务厅落实2条具体措施，支持跨境发展。",
            [(None, "", 35), ("省商务厅", "", 2)],
            id="方面 are no articles",
        ),
        pytest.param("包括扩大开放等 10 个方面，全力推动。", [], id="no count of articles"),
    ],
)
def test_declared(summary, expected):
    found = declared_counts.declared(summary, outline([]), NAMES)
    assert [(each.unit, each.label, each.count) for each in found] == expected


@pytest.mark.parametrize(
    "numbers, expected",
    [
        pytest.param([1, 2, 3], [], id="none"),
        pytest.param([1, 2, 4, 4, 5], [("art_3", 4, 3)], id="a doubled number is one slip"),
        pytest.param([1, 2, 4, 5], [("art_3", 4, 3)], id="a number left out"),
        pytest.param([1, 2, 1, 2], [], id="numbers that start anew"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_gaps(numbers, expected):
    found = gaps([(f"art_{place}", number) for place, number in enumerate(numbers, 1)])
    assert [(gap.path, gap.printed, gap.expected) for gap in found] == expected
