"""An editor reads and writes words and figures, no codes: 10万 and 6个月, not [100000] and P6M."""

import re
from pathlib import Path

import pytest
from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse

from policies.models import DERIVED, Amount, Article, Deadline, Term
from policies.text import durations
from portal.editing import rule_labels
from portal.editing.forms.fields import FiguresField, LengthField
from tests.portal.editing.forms import address, form_with, opened

pytestmark = pytest.mark.usefixtures("nine")
FIGURES, LENGTH = FiguresField(), LengthField()


@pytest.mark.parametrize(
    "typed, values",
    [
        pytest.param("100000", [100000], id="plain"),
        pytest.param("10万", [100000], id="with a scale"),
        pytest.param("１０ 万", [10, 10000], id="a space parts two figures"),
        pytest.param("1,000", [1000], id="thousands"),
        pytest.param("10万、50万，100万", [100000, 500000, 1000000], id="steps"),
        pytest.param("50,80", [50, 80], id="two, by a plain comma"),
        pytest.param("0.5", [0.5], id="decimal"),
        pytest.param("2：2：4：2", ["2:2:4:2"], id="ratio in full width"),
        pytest.param("十五", [15], id="in Chinese"),
    ],
)
def test_figures_are_written_as_figures(typed, values):
    assert FIGURES.clean(typed) == values
    assert FIGURES.clean(FIGURES.prepare_value(values)) == values


@pytest.mark.parametrize(
    "typed, duration, shown",
    [
        pytest.param("6个月", "P6M", "6个月", id="months"),
        pytest.param("一年6个月", "P1Y6M", "1年6个月", id="years and months"),
        pytest.param("72 小时", "PT72H", "72小时", id="hours"),
        pytest.param("3天12小时", "P3DT12H", "3天12小时", id="days and hours"),
        pytest.param("半天", "P0.5D", "0.5天", id="half"),
        pytest.param("两个季度", "P6M", "6个月", id="quarters are months"),
        pytest.param("5个工作日", "P5D", "5天", id="working days"),
        pytest.param("P2W", "P2W", "2周", id="who knows ISO may write it"),
        pytest.param("", "", "", id="none"),
    ],
)
def test_lengths_are_written_in_words(typed, duration, shown):
    assert LENGTH.clean(typed) == duration
    assert LENGTH.prepare_value(duration) == shown
    assert LENGTH.clean(shown) == duration


@pytest.mark.parametrize("typed", ["两头牛", "P", "6", "6个月内", "个月", "6个月" * 9])
def test_what_is_no_length_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        LENGTH.clean(typed)


def test_every_value_of_the_base_survives_its_form():
    for row in Amount.objects.all():
        assert FIGURES.clean(FIGURES.prepare_value(row.values)) == row.values
    for row in Deadline.objects.all():
        for length in (row.duration, row.duration_max):
            assert LENGTH.clean(LENGTH.prepare_value(length)) == length


def test_working_days_written_are_working_days(desk):
    row = Deadline.objects.filter(workdays=False).exclude(duration="").exclude(article=None).first()
    desk.post(address(row), opened(desk, row) | {"duration": "5个工作日"})
    row.refresh_from_db()
    assert (row.duration, row.workdays, row.lasting[0]) == ("P5D", True, "5个工作日")


def test_every_rule_has_words():
    kinds = "units|duties|resolve|amounts|times|targets|terms|citations"
    written = {
        found
        for path in Path(rule_labels.__file__).parent.glob("**/*.py")
        if path.name != "rule_labels.py"
        for found in re.findall(rf'"((?:{kinds})\.(?!csv)[a-z_]+)"', path.read_text(encoding="utf-8"))
    }
    found = {rule for model in DERIVED for rule in model.objects.values_list("rule", flat=True).distinct()}
    assert {rule for rule in written | found if rule and rule_labels.label_of(rule) == rule} == set()


@pytest.mark.long
def test_no_page_of_the_desk_shows_a_code(desk):
    row = Deadline.objects.exclude(duration="").exclude(article=None).first()
    pages = [desk.get(address(row)), desk.get(address(Article.objects.get(pk=row.article_id)))]
    pages += [desk.get(f"/admin/policies/{name}/") for name in ("amount", "deadline")]
    for page in pages:
        html = page.content.decode()
        assert not re.search(r">[^<]*\bP[0-9.]+[YMWD]\b", html)
        assert row.rule not in re.sub(r'href="[^"]*"', "", html), "an address may have it, no word that is read"
        assert not re.search(r">\s*\[[0-9]", html)
    assert durations.in_words(row.duration) in pages[0].content.decode()


@pytest.mark.parametrize(
    "typed, told",
    [
        pytest.param("企…业…减…免…税", "最多 3 处", id="too many gaps"),
        pytest.param("税" * 51, "最多 50 个字", id="too long"),
    ],
)
def test_a_word_that_would_slow_every_reading_is_refused_at_its_field(desk, typed, told):
    term = Term.objects.get(scheme="sector", name="餐饮")
    words = f"{chr(10).join(term.words)}\n{typed}"
    html = desk.post(address(term), opened(desk, term) | {"words": words}).content.decode()
    assert told in html
    assert typed in html
    term.refresh_from_db()
    assert typed not in term.words


@pytest.mark.long
def test_gaps_that_are_typed_long_are_saved_as_one(desk):
    term = Term.objects.get(scheme="sector", name="餐饮")
    filled = opened(desk, term) | {"words": f"{chr(10).join(term.words)}\n餐……………………的店"}
    answer = desk.post(address(term), filled)
    if answer.status_code == 200:  # its effect is shown first
        desk.post(address(term), form_with(answer, "_confirmed").pressed("_confirmed"))
    term.refresh_from_db()
    assert "餐…的店" in term.words


@pytest.mark.long
def test_heads_of_lists_are_chinese_and_files_and_places_are_said_in_words(desk):
    """What a fingerprint is called has no Chinese name."""
    for model, record in admin.site._registry.items():
        if model._meta.app_label in ("policies", "auth") and record.has_view_permission(_request(desk)):
            page = desk.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
            heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', page.content.decode(), re.DOTALL)
            words = [re.sub(r"<[^>]+>|\s", "", head) for head in heads]
            assert not [each for each in words if re.search("[A-Za-z]", each)], model
    sources = desk.get("/admin/policies/source/").content.decode()
    assert "（汇编）" in sources
    article = Article.objects.get(path="art_8", document__number="晋发〔2021〕67号")
    shown = re.sub(r'(href|action|value)="[^"]*"', "", desk.get(address(article)).content.decode())
    assert "art_8" not in shown
    assert "第 8 位" in shown


def _request(desk):
    request = HttpRequest()
    request.user = User.objects.get(username="editor")
    return request
