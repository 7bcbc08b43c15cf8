"""What a cell of a table lists."""

import pytest

from policies.text.lists import as_cell, listed

CELLS = [
    ("two", "餐饮|住宿", ("餐饮", "住宿")),
    ("one", "餐饮", ("餐饮",)),
    ("none", "", ()),
    ("a column that a file has not", None, ()),
    ("spaces, and an end that lists nothing", "餐饮 | 住宿|", ("餐饮", "住宿")),
]


@pytest.mark.parametrize("cell, names", [each[1:] for each in CELLS], ids=[each[0] for each in CELLS])
def test_what_a_cell_lists(cell, names):
    assert listed(cell) == names
    assert listed(as_cell(names)) == names
