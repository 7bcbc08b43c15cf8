"""The words that an editor chooses fill the form as the readers read them: by scripts, by an address, by a button."""

import pytest
from django.urls import reverse

from policies.models import Amount, Article, Benefit, Citation, Correction, Deadline, Responsibility, Target
from tests.portal.editing.forms import form_with

pytestmark = pytest.mark.usefixtures("nine")


def place(number: str, ordinal: int) -> Article:
    return Article.objects.get(document__number=number, ordinal=ordinal)


def chosen(article: Article, words: str) -> dict:
    at = article.text.index(words)
    return {"article": article.pk, "first": at + 1, "last": at + len(words), "quote": words}


def adding(model: type) -> str:
    return reverse(f"admin:policies_{model._meta.model_name}_add")


def words_in(desk, model: type, article: Article, words: str) -> dict:
    return desk.get(reverse(f"admin:policies_{model._meta.model_name}_words"), chosen(article, words)).json()


@pytest.mark.parametrize(
    "model, number, ordinal, words, said",
    [
        pytest.param(
            *(Amount, "晋政办发〔2022〕33号", 21, "10万元"),
            {"values": "10万", "unit": "CNY", "bound": "exact", "shape": "one", "role": "benefit"},
            id="a sum, and what for",
        ),
        pytest.param(
            *(Amount, "晋政办发〔2022〕33号", 21, "万元"), {"values": "10万", "unit": "CNY"}, id="half of the words"
        ),
        pytest.param(
            *(Amount, "晋发〔2021〕67号", 36, "从1%提高到在保业务余额的2%"),
            {"values": "1、2", "unit": "permille", "shape": "change"},
            id="as corrected, not as printed",
        ),
        pytest.param(
            *(Deadline, "晋政办发〔2022〕7号", 16, "至 2025 年底"),
            {"kind": "until", "end_on": "2025/12/31", "workdays": False},
            id="a date",
        ),
        pytest.param(
            *(Target, "晋发〔2021〕67号", 15, "100 个乡村"), {"value": "100", "unit": "个"}, id="a count to reach"
        ),
        pytest.param(*(Amount, "晋政办发〔2022〕33号", 21, "给予"), {}, id="words without a sum"),
    ],
)
def test_words_say_what_the_readers_read(desk, model, number, ordinal, words, said):
    found = words_in(desk, model, place(number, ordinal), words)
    assert said.items() <= found.items()
    assert bool(found) == bool(said)


def test_words_name_a_document_and_what_is_given(desk):
    row = Citation.objects.exclude(number="").exclude(article=None).first()
    assert words_in(desk, Citation, row.article, row.quote)["number"] == row.number
    given = Benefit.objects.filter(article=place("晋发〔2021〕67号", 3)).first()
    assert words_in(desk, Benefit, given.article, given.quote)["mode"] == given.mode


def test_the_words_of_a_link_fill_the_form_that_it_opens(desk):
    page = desk.get(adding(Amount), chosen(place("晋政办发〔2022〕33号", 21), "10万元"))
    fields = form_with(page, "_save").fields
    assert (fields["values"], fields["unit"], fields["bound"], fields["role"]) == ("10万", "CNY", "exact", "benefit")


@pytest.mark.long
def test_without_scripts_a_button_fills_the_form_and_saves_nothing(desk):
    article = place("晋政办发〔2022〕33号", 21)
    count = Amount.objects.count()
    page = desk.get(adding(Amount), {"article": article.pk})
    form = form_with(page, "_read")
    again = desk.post(adding(Amount), form.pressed("_read") | {"quote": "10万元", "per": "每户", "values": "7"})
    assert "已按原文填写，还没有保存" in again.content.decode()
    fields = form_with(again, "_save").fields
    assert (fields["values"], fields["unit"], fields["role"]) == ("10万", "CNY", "benefit")
    nothing = desk.post(adding(Amount), form.pressed("_read") | {"quote": "给予", "values": "7"})
    assert "没有读出什么" in nothing.content.decode()
    assert form_with(nothing, "_save").fields["values"] == "7"
    assert Amount.objects.count() == count
    row = article.amount_set.get(quote="10万元")
    row.values = [70000]
    row.save()
    path = reverse("admin:policies_amount_change", args=[row.pk])
    mended = desk.post(path, form_with(desk.get(path), "_read").pressed("_read"))
    assert form_with(mended, "_save").fields["values"] == "10万"
    row.refresh_from_db()
    assert row.values == [70000]


@pytest.mark.parametrize("asked", [{}, {"article": "x"}, {"first": "9" * 30, "last": "2"}, {"first": "5", "last": "2"}])
def test_no_words_say_nothing(desk, asked):
    article = {"article": place("晋政办发〔2022〕33号", 21).pk}
    assert desk.get(reverse("admin:policies_amount_words"), article | asked).json() == {}


def test_offices_and_corrections_have_no_such_button(desk):
    article = {"article": place("晋政办发〔2022〕33号", 21).pk}
    for model in (Responsibility, Correction):
        assert 'name="_read"' not in desk.get(adding(model), article).content.decode()


def test_who_may_not_see_facts_reads_none(client):
    assert client.get(reverse("admin:policies_amount_words")).status_code == 302
