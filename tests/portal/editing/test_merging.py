"""Two units made one, and two again: names, responsibilities and what people decided follow, and come back."""

import pytest
from django.urls import reverse

from policies.models import Article, Membership, Responsibility, Term, TermUse, Unit
from tests.base import import_nine
from tests.portal.editing.forms import address, errors, filled, form_with, opened

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]


@pytest.fixture
def old() -> Unit:
    return Unit.objects.get(name="省邮政管理局")


@pytest.fixture
def new() -> Unit:
    return Unit.objects.get(name="省发展改革委")


def merge(desk, old: Unit, new: Unit, **more):
    """Choose, and where the effect is not only to be looked at, confirm it."""
    path = address(old, "merge")
    page = desk.post(path, filled(desk, path, "预览", into=new.name))
    return desk.post(path, form_with(page, "_confirmed").pressed("_confirmed")) if more else page


def parts(*units: Unit) -> set[tuple]:
    rows = Responsibility.objects.filter(unit__in=units)
    return set(rows.values_list("article", "unit", "role", "basis", "status", "quote"))


def articles(unit: Unit) -> set[int]:
    return set(unit.responsibilities.active().exclude(article=None).values_list("article", flat=True))


def test_the_effect_is_seen_first(desk, old, new):
    count = len(articles(old))
    assert count
    page = merge(desk, old, new)
    assert page.context["articles"] >= count
    assert "现在还没有保存" in page.content.decode()
    old.refresh_from_db()
    assert old.merged_into is None


def test_names_and_responsibilities_follow_and_come_back(desk, old, new):
    before, mine, theirs = parts(old, new), articles(old), articles(new)
    merge(desk, old, new, _confirmed="1")
    import_nine()
    assert articles(new) == mine | theirs
    assert articles(old) == set()
    desk.post(reverse("admin:policies_unit_unmerge", args=[old.pk]))
    assert parts(old, new) == before
    import_nine()
    assert parts(old, new) == before


def test_restoring_a_version_says_that_it_merges_nothing(desk, old, new):
    merge(desk, old, new, _confirmed="1")
    merged = old.history.first()
    desk.post(reverse("admin:policies_unit_unmerge", args=[old.pk]))
    page = desk.post(f"{address(old, 'history')}{merged.pk}/", follow=True)
    assert "）：并入" in page.content.decode()
    old.refresh_from_db()
    assert old.merged_into is None


def test_the_old_address_redirects_while_merged(desk, old, new):
    merge(desk, old, new, _confirmed="1")
    page = desk.get(old.get_absolute_url())
    assert (page.status_code, page.url) == (301, new.get_absolute_url())
    desk.post(reverse("admin:policies_unit_unmerge", args=[old.pk]))
    assert desk.get(old.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("status", ["confirmed", "edited", "rejected"])
def test_what_people_decided_follows_and_comes_back(desk, old, new, status):
    row = old.responsibilities.filter(basis="printed").exclude(article__in=articles(new)).first()
    row.status, row.extracted_values = status, row.current_values() if status == "edited" else None
    row.role = "support" if status == "edited" else row.role
    row.save()
    before = parts(old, new)
    merge(desk, old, new, _confirmed="1")
    row.refresh_from_db()
    assert (row.unit, row.status, row.source_changed) == (new, status, False)
    assert Responsibility.objects.filter(article=row.article, unit=new).count() == 1
    desk.post(reverse("admin:policies_unit_unmerge", args=[old.pk]))
    assert parts(old, new) == before


def test_of_two_decisions_about_one_article_neither_is_lost(desk, old, new):
    article = Article.objects.filter(responsibility_set__unit=old).first()
    article = article or Article.objects.first()
    for unit in (old, new):
        row = Responsibility.objects.filter(article=article, unit=unit).first()
        row = row or Responsibility(article=article, unit=unit, role="support", basis="body", start=0, end=1)
        row.quote = article.text[row.start : row.end]
        row.status, row.origin = "confirmed", "editor"
        row.save()
    before = parts(old, new)
    merge(desk, old, new, _confirmed="1")
    assert articles(new) >= {article.pk}
    assert Responsibility.objects.filter(article=article, unit__in=[old, new]).count() == 2
    desk.post(reverse("admin:policies_unit_unmerge", args=[old.pk]))
    assert parts(old, new) == before


def test_who_was_merged_already_is_a_name_of_another(desk, old, new):
    third = Unit.objects.get(name="省财政厅")
    merge(desk, new, third, _confirmed="1")
    merge(desk, old, new, _confirmed="1")
    old.refresh_from_db()
    assert old.merged_into == third


@pytest.mark.parametrize("case", ["itself", "nobody", "no name"])
def test_a_circle_is_refused(desk, old, new, case):
    into = {"itself": old.name, "nobody": "省没有的厅", "no name": "<script>"}[case]
    page = desk.post(reverse("admin:policies_unit_merge", args=[old.pk]), {"into": into, "_confirmed": "1"})
    assert page.status_code == 200
    assert page.context["form"].errors
    old.refresh_from_db()
    assert old.merged_into is None


def test_a_new_name_is_seen_and_read_at_once(desk):
    """The effect of a word is counted before it is done: 省工信厅 no more."""
    unit = Unit.objects.get(name="省工业和信息化厅")
    names = list(unit.names.order_by("unit", "name", "id").values_list("name", flat=True))
    data = opened(desk, unit) | {f"names-{names.index('省工信厅')}-inactive": "on"}
    del data["_confirmed"]
    page = desk.post(address(unit), data)
    assert page.context["count"] > 0
    assert {change.what for change in page.context["changes"]} <= {"新增", "消失", "修改"}
    assert not unit.names.filter(inactive=True).exists()
    shown = dict(page.context["hidden"])
    assert desk.post(address(unit), shown | {"_confirmed": "1"}).status_code == 302
    assert Unit.objects.filter(name="省工信厅", verified=False).exists()


def test_a_word_of_a_term_is_seen_and_read_at_once(desk):
    term = Term.objects.get(scheme="sector", name="餐饮")
    data = opened(desk, term) | {"words": "\n".join([*term.words, "美食街区"])}
    del data["_confirmed"]
    added = [change.after.text for change in desk.post(address(term), data).context["changes"]]
    uses = TermUse.objects.filter(term=term).count()
    page = desk.post(address(term), data | {"_confirmed": "1"})
    assert page.status_code == 302, errors(page)
    assert TermUse.objects.filter(term=term).count() - uses == sum("行业 餐饮" in each for each in added)


def test_a_member_with_evidence_is_counted_as_one(desk):
    collective, member = Unit.objects.get(name="各市人民政府"), Unit.objects.get(name="省财政厅")
    data = {"collective": collective.pk, "member": member.pk, "evidence": "试", "document": "晋政办发〔2022〕33号"}
    page = desk.post(reverse("admin:policies_membership_add"), data | {"since": "", "until": "", "_confirmed": "1"})
    assert page.status_code == 302, errors(page)
    assert Membership.objects.filter(collective=collective, member=member, edited_by_human=True).exists()
    assert Responsibility.objects.filter(unit=member, via=collective, basis="member").exists()
