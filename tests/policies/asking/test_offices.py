"""Offices are found under any name, and words that only hold a name's letters are none."""

import pytest

from policies.asking.understanding import understand
from policies.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]


def units(question: str) -> list[str]:
    return [Unit.objects.get(pk=pk).name for pk in understand(question).units]


@pytest.mark.parametrize(
    "question, first",
    [
        pytest.param("山西省商务厅", "省商务厅", id="full"),
        pytest.param("商务厅牵头的有哪些", "省商务厅", id="without 省"),
        pytest.param("工商局 二选一", "省市场监管局", id="of old"),
        pytest.param("卫计委", "省卫生健康委", id="of old, a commission"),
        pytest.param("省人社厅 工资", "省人力资源社会保障厅", id="short"),
        pytest.param("国家金融监督管理总局山西监管局", "山西银保监局", id="what it came to be"),
        pytest.param("央行 再贷款", "人行太原中心支行", id="in two characters"),
        pytest.param("33号里各市的任务有哪些", "各市人民政府", id="in two characters, between talk"),
        pytest.param("省財政廳", "省财政厅", id="traditional"),
        pytest.param("开发区管委会 三个一批", "各开发区", id="of a zone"),
        pytest.param("清徐县商务局", "各市商务局", id="a county that no vocabulary lists"),
    ],
)
def test_an_office_under_its_names(question, first):
    assert units(question)[0] == first


def test_a_citys_bureau_is_those_of_all_cities_then_the_provinces_then_the_governments():
    assert units("太原市商务局") == ["各市商务局", "省商务厅", "各市人民政府"]
    assert units("我们市商务局") == units("太原市商务局")
    assert units("省商务厅") == ["省商务厅"]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("老人行动不便", id="人行 in 老人行动"),
        pytest.param("商务咨询", id="a trade"),
        pytest.param("统计监测", id="a task"),
        pytest.param("海外仓", id="another word"),
    ],
)
def test_letters_of_a_name_are_no_office(question):
    assert units(question) == []


def test_the_role_is_that_of_the_office_asked_for():
    assert understand("省商务厅牵头的有哪些").role == "lead"
    assert understand("牵头的有哪些").role == ""
