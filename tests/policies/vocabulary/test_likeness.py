"""Which known names are offered for a new one."""

import pytest

from policies.vocabulary.likeness import near_names

KNOWN = ["省市场监管局", "省财政厅", "太原市财政局", "太原市商务局", "临川市财政局", "人行太原中心支行"]


@pytest.mark.parametrize(
    "name, near",
    [
        ("山西省市场监督管理局", ["省市场监管局"]),
        ("临川市市场监管局", ["省市场监管局"]),
        ("太原市财政", ["太原市财政局"]),
        ("人行临川中心支行", ["人行太原中心支行"]),
        ("太原市人社局", []),  # the place and the ending are all that it shares
        ("临川市文旅局", []),
    ],
)
def test_a_name_is_near_by_its_office_and_not_by_its_place(name, near):
    assert [each for each in near_names(name, KNOWN) if each in near] == near
    assert near or not near_names(name, KNOWN)
