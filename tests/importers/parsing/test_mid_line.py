"""Numbers in the middle of a line: where they part it, and where they are no numbers."""

import pytest

from importers.parsing.lines import split
from importers.parsing.mid_line import part
from tests.proportion import assert_in_proportion


def parted(text: str) -> list[str]:
    """The lines of a text that has more than one, parted."""
    return [line.text for line in part(split(f"各区商务局：\n{text}\n特此通知。")[0])][1:-1]


@pytest.mark.parametrize(
    "text, lines",
    [
        pytest.param(
            "一要压实责任。各区要抓好落实。二要强化服务。三要加强宣传。",
            ["一要压实责任。各区要抓好落实。", "二要强化服务。", "三要加强宣传。"],
            id="一要 opens the line",
        ),
        pytest.param(
            "重点抓好以下工作：一是办夜市；二是办展会；三是办节庆。",
            ["重点抓好以下工作：", "一是办夜市；", "二是办展会；", "三是办节庆。"],
            id="一是 behind a colon",
        ),
        pytest.param(
            "为促进消费，作如下安排。一是发放消费券。二是延长营业时间。",
            ["为促进消费，作如下安排。", "一是发放消费券。", "二是延长营业时间。"],
            id="一是 behind a sentence",
        ),
        pytest.param(
            "一是摸清底数。二是建立台账。三是分类施策。\n四是督促检查。",
            ["一是摸清底数。", "二是建立台账。", "三是分类施策。", "四是督促检查。"],
            id="the run goes on in the next line",
        ),
        pytest.param(
            "做到：一是早谋划，早准备；二要早部署，早落实。",
            ["做到：", "一是早谋划，早准备；", "二要早部署，早落实。"],
            id="是 and 要 mixed",
        ),
        pytest.param(
            "要求如下：一是摸清底数。二是建立台账。\n认真填报。三是分类施策。",
            ["要求如下：", "一是摸清底数。", "二是建立台账。", "认真填报。", "三是分类施策。"],
            id="the run goes on inside the next line",
        ),
        pytest.param("这是一是一、二是二的工作。", ["这是一是一、二是二的工作。"], id="a saying"),
        pytest.param("市长强调：一是要抓好落实。", ["市长强调：一是要抓好落实。"], id="one alone is no run"),
        pytest.param(
            "方案：二是办展会；三是办节庆。", ["方案：二是办展会；三是办节庆。"], id="no run without its first"
        ),
        pytest.param(
            "一、办夜市。一是定点位；二是定时段。\n二、办展会。",
            ["一、办夜市。一是定点位；二是定时段。", "二、办展会。"],
            id="items of a numbered article part nothing",
        ),
    ],
)
def test_words_that_number_part_a_line_where_nothing_else_numbers(text, lines):
    assert parted(text) == lines


@pytest.mark.parametrize("unit", ["一是办好夜市；", "一是甲；二是乙；", "二要", "一是甲。\n"])
def test_time_is_in_proportion(unit):
    assert_in_proportion(lambda text: part(split(f"甲\n乙\n{text}")[0]), unit)
