"""Offices of several places in one base: each its own row, ours the same as ever."""

import pytest
from django.core.management import call_command

from policies import exports
from policies.models import Responsibility, Unit

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]

TEXTS = {
    "province.txt": (
        "苏政办发〔2022〕901号\n江苏省人民政府办公厅\n关于促进夜间消费的若干措施\n"
        "一、办夜市。（责任单位：省市场监管局、国网夜市供电，各有关部门）\n二、办展会。（省财政厅牵头，商务部指导）"
    ),
    "city.txt": (
        "宁政办发〔2022〕902号\n南京市人民政府办公厅\n关于促进夜间消费的若干措施\n"
        "一、办夜市。（责任单位：省市场监管局、市商务局）\n二、办展会。（责任单位：南京市商务局）"
    ),
    "ours.txt": (
        "晋政办发〔2022〕903号\n山西省人民政府办公厅\n关于促进夜间消费的若干措施\n"
        "一、办夜市。（责任单位：省市场监管局、山西省商务厅）\n二、办展会。（责任单位：省商务厅）"
    ),
}


@pytest.fixture
def imported(tmp_path):
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    call_command("import_policies", *(tmp_path / name for name in TEXTS), verbosity=0)


def units(number: str, ordinal: int) -> list[tuple[str, str]]:
    rows = Responsibility.objects.filter(article__document__number=number, article__ordinal=ordinal, basis="printed")
    return list(rows.order_by("position").values_list("unit__name", "unit__place"))


def test_each_place_has_its_own(imported, client):
    assert units("苏政办发〔2022〕901号", 1) == [
        ("江苏省市场监管局", "江苏省"),
        ("江苏省国网夜市供电", "江苏省"),
        ("江苏省各有关部门", "江苏省"),
    ]
    assert units("苏政办发〔2022〕901号", 2) == [("江苏省财政厅", "江苏省"), ("商务部", "")]
    assert units("宁政办发〔2022〕902号", 1) == [("江苏省市场监管局", "江苏省"), ("南京市商务局", "南京市")]
    assert units("宁政办发〔2022〕902号", 2) == [("南京市商务局", "南京市")]
    assert units("晋政办发〔2022〕903号", 1) == [("省市场监管局", "山西省"), ("省商务厅", "山西省")]
    ours = client.get("/units/省市场监管局/").content.decode()
    assert "901号" not in ours
    assert "902号" not in ours
    assert "903号" in ours
    theirs = client.get("/units/江苏省市场监管局/").content.decode()
    assert "901号" in theirs
    assert "902号" in theirs
    assert "903号" not in theirs
    assert "江苏省" in theirs
    assert "名称未核实" in theirs


def test_levels_and_what_a_place_prints(imported):
    told = Unit.objects.filter(name__in=["江苏省市场监管局", "南京市商务局", "商务部", "省市场监管局"])
    assert set(told.values_list("name", "level", "local_name")) == {
        ("江苏省市场监管局", "province", "省市场监管局"),
        ("南京市商务局", "city", "市商务局"),
        ("商务部", "nation", ""),
        ("省市场监管局", "province", ""),
    }
    (record,) = (
        row for row in exports.articles() if row["document"] == "宁政办发〔2022〕902号" and row["ordinal"] == 1
    )
    assert [(unit["unit"], unit["place"]) for unit in record["units"]] == [
        ("省市场监管局", "江苏省"),
        ("市商务局", "南京市"),
    ]


def test_what_only_others_call_theirs_finds_these(imported, client):
    assert client.get("/units/市商务局/")["Location"] == Unit.objects.get(name="南京市商务局").get_absolute_url()
    page = client.get("/articles/", {"unit": "市商务局"}).content.decode()
    assert "902号" in page
    assert "903号" not in page
    ours = client.get("/articles/", {"unit": "省市场监管局"}).content.decode()
    assert "903号" in ours
    assert "902号" not in ours


def test_a_second_reading_writes_nothing(imported, tmp_path):
    before = set(Unit.objects.values_list("pk", "name"))
    call_command("import_policies", tmp_path / "city.txt", verbosity=0)
    assert set(Unit.objects.values_list("pk", "name")) == before


def test_the_vocabulary_s_own_are_of_the_base_s_place(db):
    own = Unit.objects.filter(verified=True).exclude(kind=Unit.Kind.CITY)
    assert set(own.values_list("level", "place")) == {("province", "山西省")}
    assert set(Unit.objects.filter(kind=Unit.Kind.CITY).values_list("level", flat=True)) == {"city"}
