"""What a page of the desk says to whoever hears it is Chinese; and one's own work stands before everything else."""

import re

import pytest
from django.urls import reverse

from policies.models import Article, Correction, Unit
from tests.portal.editing.forms import address

pytestmark = pytest.mark.usefixtures("nine")
_SPOKEN = re.compile(r'(?:alt|aria-label|placeholder)="([^"]*)"')
_LISTS = ["correction", "source", "unit", "article", "amount", "parallel"]


def _english(page) -> list[str]:
    return [words for words in _SPOKEN.findall(page.content.decode()) if re.search("[A-Za-z]{3}", words)]


@pytest.mark.parametrize("name", _LISTS)
def test_a_list_speaks_chinese(desk, name):
    page = desk.get(reverse(f"admin:policies_{name}_changelist"))
    assert page.status_code == 200
    assert [words for words in _english(page) if not re.search("[一-鿿]", words)] == []


@pytest.mark.parametrize("model", [Article, Correction, Unit])
def test_a_record_speaks_chinese(desk, model):
    page = desk.get(address(model.objects.order_by("pk").first()))
    assert [words for words in _english(page) if not re.search("[一-鿿]", words)] == []


def test_a_sign_says_yes_or_no(desk):
    page = desk.get(reverse("admin:policies_correction_changelist")).content.decode()
    assert 'alt="否"' in page
    assert 'alt="False"' not in page


def test_one_s_own_work_stands_before_the_records_of_every_kind(desk):
    page = desk.get(reverse("admin:policies_amount_changelist")).content.decode()
    beside = page[page.index('id="nav-sidebar"') :]
    assert beside.index("我的工作") < beside.index("收文件") < beside.index('id="nav-filter"') < beside.index("政策库")


def test_who_edits_nothing_has_no_such_list(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("looker", is_staff=True))
    assert "我的工作" not in client.get(reverse("admin:password_change")).content.decode()
