"""What editors do at the desk, by its forms, is told in public as one act each, by its reason and not by who did it."""

import pytest
from django.urls import reverse

from policies.models import Amount, Article, Change, Correction, Responsibility, Unit
from portal.editing.merging import merge, unmerge
from tests.portal.editing.forms import answered, filled, form_with, in_bulk, undone

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]


@pytest.fixture
def place(db):
    """33号 §21: “…给予10万元…”."""
    Change.objects.all().delete()
    return Article.objects.get(document__number="晋政办发〔2022〕33号", ordinal=21)


def told() -> list[tuple]:
    return list(Change.objects.order_by("id").values_list("path", "kind", "what", "reason"))


def changed(desk, row, **values):
    """What the desk answers when a record's form is filled in and saved."""
    address = reverse(f"admin:policies_{row._meta.model_name}_change", args=[row.pk])
    return desk.post(address, filled(desk, address, **values))


def test_a_correction_with_all_that_follows_is_one_act(desk, place):
    add = reverse("admin:policies_correction_add")
    typed = filled(desk, add, article=place.pk, quote="10万元", reading="20万元", reason="试", confidence="certain")
    shown = desk.post(add, typed)
    assert told() == [], "a preview changes nothing"
    desk.post(add, form_with(shown, "_confirmed").pressed("_confirmed"))
    assert Correction.objects.filter(article=place, reading="20万元").exists()
    assert {kind for _, kind, *_ in told()} == {"correction", "amount", "benefit"}
    assert {(path, reason) for path, _, _, reason in told()} == {("art_21", "correction")}
    assert len(set(Change.objects.values_list("revision", flat=True))) == 1


def test_a_fact_that_an_editor_changes(desk, place):
    row = Amount.objects.public().filter(article=place, quote="10万元").get()
    changed(desk, row, values="20万")
    assert told() == [("art_21", "amount", "changed", "edit")]
    assert Change.objects.values_list("old", "new").get() == ("10万元，优惠", "20万元，优惠")


def test_a_validity_that_an_editor_states(desk, place):
    changed(desk, place, validity="repealed", validity_checked_on="2022-07-01", validity_evidence="公报")
    assert told() == [("art_21", "validity", "changed", "validity")]
    changed(desk, place.document, validity="repealed", validity_checked_on="2022-07-01", validity_evidence="公报")
    assert told()[1:] == [("", "validity", "changed", "validity")]


def test_rejecting_in_bulk_and_taking_it_back(desk, place):
    rows = list(Responsibility.objects.public().filter(article=place))
    names = {row.unit.name for row in rows}
    page = answered(desk, in_bulk(desk, "reject", rows))
    assert set(told()) == {("art_21", "responsibility", "gone", "edit")}
    assert Change.objects.count() == len(names)
    assert {unit.name for change in Change.objects.all() for unit in change.units.all()} == names, "whose it was"
    assert set(Change.objects.values_list("old", "new")) == {("", "")}
    undone(desk, page)
    assert told()[len(names) :] == [("art_21", "responsibility", "added", "edit")] * len(names)


def test_merging_units_and_undoing_it(place):
    unit, into = Unit.objects.get(name="省体育局"), Unit.objects.get(name="省商务厅")
    merge(unit, into)
    assert {(kind, reason) for _, kind, _, reason in told()} == {("responsibility", "edit")}
    assert Change.objects.of_units([into.pk]).exists()
    count = Change.objects.count()
    unmerge(unit)
    assert Change.objects.count() == 2 * count
