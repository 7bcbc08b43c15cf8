"""＋ and ✎ beside a field: what a pop-up saved is saved, and its window closes with the record chosen."""

import pytest

from policies.models import Term, Unit
from tests.base import import_nine
from tests.portal.editing.forms import address, form_with

pytestmark = pytest.mark.usefixtures("nine")
POP_UP = "?_to_field=id&_popup=1"


def pressed_through(desk, path: str, **typed):
    """A pop-up's form, filled and saved, and the preview's confirmed where one is shown; as the pages render them."""
    form = form_with(desk.get(path), "_save")
    page = desk.post(path, form.pressed("_save") | typed)
    if "现在还没有保存" in page.content.decode():
        page = desk.post(path, form_with(page, "_confirmed").pressed("_confirmed"))
    return page


@pytest.mark.long
@pytest.mark.parametrize(
    "model, typed",
    [
        pytest.param("unit", {"name": "省茶叶局", "level": "province"}, id="unit"),
        pytest.param("term", {"name": "茶馆业", "scheme": "sector"}, id="term"),
    ],
)
def test_a_record_added_in_a_pop_up_is_there_and_chosen(desk, model, typed):
    page = pressed_through(desk, f"/admin/policies/{model}/add/{POP_UP}", **typed)
    row = {"unit": Unit, "term": Term}[model].objects.get(name=typed["name"])
    assert page.templates[0].name.endswith("popup_response.html")
    assert f"&quot;value&quot;: &quot;{row.pk}&quot;" in page.content.decode()
    import_nine()
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.long
@pytest.mark.parametrize(
    "row, typed",
    [
        pytest.param(
            lambda: Unit.objects.get(name="省商务厅"), {"note": "2018年机构改革"}, id="unit, unseen by a reading"
        ),
        pytest.param(lambda: Unit.objects.get(name="省商务厅"), {"members_complete": "on"}, id="unit"),
        pytest.param(
            lambda: Term.objects.get(name="餐饮"), {"words": "餐饮、饭店、堂食"}, id="term, read by its words"
        ),
    ],
)
def test_a_record_changed_in_a_pop_up_is_changed(desk, row, typed):
    found = row()
    page = pressed_through(desk, address(found) + POP_UP, **typed)
    assert page.templates[0].name.endswith("popup_response.html")
    found.refresh_from_db()
    for name, value in typed.items():
        shown = form_with(desk.get(address(found)), "_save").fields[name]
        assert shown == value
    assert found.history.first().history_user.username == "editor"


def test_a_pop_up_refused_comes_back_with_what_is_wrong(desk):
    path = f"/admin/policies/unit/add/{POP_UP}"
    page = desk.post(path, form_with(desk.get(path), "_save").pressed("_save") | {"name": "省商务厅"})
    assert page.status_code == 200
    assert page.context["errors"]
    assert form_with(page, "_save").fields["_popup"] == "1"


def test_a_pop_up_s_preview_has_no_way_out_of_its_window(desk):
    path = f"/admin/policies/unit/add/{POP_UP}"
    form = form_with(desk.get(path), "_save")
    page = desk.post(path, form.pressed("_save") | {"name": "省茶叶局", "level": "province"})
    assert 'class="breadcrumbs"' not in page.content.decode()
    assert not Unit.objects.filter(name="省茶叶局").exists()
    back = desk.post(path, form_with(page, "_back").pressed("_back"))
    assert form_with(back, "_save").fields["name"] == "省茶叶局"
