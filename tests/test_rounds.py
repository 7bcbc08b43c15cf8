"""Rule 6 by chance: rounds of what editors do and of imports, and after each no human work is lost, nothing is doubled.

What editors do goes by the desk's own pages, but for the plainest: confirming, rejecting, changing, adding a fact.
"""

import os
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from importers import pipeline
from policies.models import (
    DERIVED,
    FACTS,
    Act,
    Citation,
    Document,
    Measure,
    Responsibility,
    Term,
    Unit,
    Validity,
)
from portal.editing import acts
from tests.base import SOURCES, forget_documents
from tests.importers.test_pipeline import an_unknown_document_last, last_document_only, renumbered_notice
from tests.portal.editing.forms import address, answered, form_with, forms, in_bulk
from tests.portal.editing.test_pop_ups import POP_UP, pressed_through

pytestmark = pytest.mark.drill
ROUNDS = int(os.environ.get("JINCE_ROUNDS", "40"))
TITLE = "关于支持餐饮业发展的若干措施\n晋商发〔2022〕9号\n"
# Two of them end in the same sentence: a formula that says nothing of which article it stands in.
FORMULA = "经参保地人民政府批准缓缴，期限不超过一年，缓缴期间免收滞纳金。"
ARTICLES = [
    "支持餐饮企业。对年营业额达到500万元的餐饮企业，给予10万元奖励。2022年12月31日前申报。（责任单位：省商务厅、省财政厅）",
    "减免租金。对承租国有房屋的餐饮企业减免6个月租金。（责任单位：省国资委，各市人民政府）",
    "培育品牌。培育100个餐饮品牌，每个补助不超过20万元。落实《餐饮业促进办法》。（省商务厅牵头，省财政厅配合）",
    "降低费率。担保费率降至1%以下，补贴比例从50%提高到80%。（责任单位：省地方金融监管局）",
    "稳定岗位。鼓励零售企业稳岗，每季度调度一次。（责任单位：省人社厅）",
    f"餐饮企业缓缴。2022年，餐饮行业参加失业保险的企业，可申请缓缴失业保险，{FORMULA}（责任单位：省人社厅）",
    f"旅游企业缓缴。2022年，旅游行业参加失业保险的企业，可申请缓缴失业保险，{FORMULA}（责任单位：省人社厅）",
]
WORDS = {
    "10万元": "12万元",
    "6个月": "3个月",
    "100个": "80个",
    "省财政厅": "省税务局",
    "鼓励": "支持",
    "餐饮企业": "餐饮业企业",
    "期限不超过一年": "最长缓缴十二个月",
    "免收滞纳金": "不收滞纳金",
}


def write(file, articles: list[str]) -> None:
    numbered = "\n".join(f"{number}. {text}" for number, text in enumerate(articles, 1))
    file.write_text(TITLE + numbered + "\n", encoding="utf-8")


def rows(document: Document) -> list:
    """Every derived row about the document, what its source has no more among them."""
    found = []
    for model in DERIVED:
        places = [name for name in ("article", "passage", "inherited_from") if hasattr(model, name)]
        found += model.objects.filter(article__document=document).prefetch_related(*places)
    return found


def human(found: list) -> dict:
    """What people decided, by row: it must read the same after an import."""
    return {
        (type(row).__name__, row.pk): (row.status, row.origin, row.current_values()) for row in found if row.is_human
    }


def edit(row, chance: random.Random) -> None:
    """One thing that an editor does to a row, as the desk does it."""
    action = chance.choice(["confirm", "reject", "change"])
    if action == "change" and isinstance(row, Responsibility):
        row.extracted_values = row.extracted_values or row.current_values()
        row.role, row.status = chance.choice(["lead", "support", "responsible"]), "edited"
    elif action == "change" and isinstance(row, Measure):
        row.extracted_values = row.extracted_values or row.current_values()
        row.force, row.status = chance.choice(["grants", "requires", "explores"]), "edited"
    else:
        row.status = "rejected" if action == "reject" else "confirmed"
    row.save()


def add(document: Document, chance: random.Random) -> Citation:
    """A fact by hand, at words that stand in an article."""
    article = chance.choice(list(document.articles.all()))
    start = chance.randrange(len(article.text) - 4)
    quote = article.text[start : start + 4]
    return Citation.objects.create(
        article=article, start=start, end=start + 4, quote=quote, title="手工", origin="editor", status="confirmed"
    )


def alter(articles: list[str], chance: random.Random) -> list[str]:
    """The next version of the text: a word changed, two articles swapped, one left out or brought back."""
    articles = list(articles)
    action = chance.choice(["word", "swap", "drop", "restore", "nothing", "nothing"])
    if action == "word":
        at, (old, new) = chance.randrange(len(articles)), chance.choice(list(WORDS.items()))
        articles[at] = articles[at].replace(old, new) if old in articles[at] else articles[at].replace(new, old)
    elif action == "swap" and len(articles) > 1:
        a, b = chance.sample(range(len(articles)), 2)
        articles[a], articles[b] = articles[b], articles[a]
    elif action == "drop" and len(articles) > 2:
        articles.pop(chance.randrange(len(articles)))
    elif action == "restore":
        missing = [text for text in ARTICLES if text not in articles]
        articles += missing[:1]
    return articles


def check(document: Document, found: list, before: dict) -> None:
    """Nothing lost, nothing changed, nothing doubled, every span at its words or listed."""
    after = human(found)
    assert before.items() <= after.items()
    for row in found:
        if not row.orphaned and not getattr(row, "is_inherited", False):
            assert row.place.text[row.start : row.end] == row.quote
        assert row.is_human or not (row.orphaned or row.source_changed)
    derived = Counter(
        (type(row).__name__, row.article_id, row.start, repr(row.current_values())) for row in found if not row.is_human
    )
    assert max(derived.values(), default=1) == 1
    ordinals = list(document.articles.present().values_list("ordinal", flat=True))
    assert len(set(ordinals)) == len(ordinals)


@dataclass
class Day:
    """A small document, its editors and the file of its source, with the versions that this has had."""

    desk: object
    file: Path
    chance: random.Random
    articles: list[str] = field(default_factory=lambda: list(ARTICLES))
    past: list[list[str]] = field(default_factory=list)
    done: list[Act] = field(default_factory=list)
    names: Counter = field(default_factory=Counter)

    @property
    def document(self) -> Document:
        return Document.objects.get(number="晋商发〔2022〕9号")

    def rows(self) -> list:
        return rows(self.document)

    def a_row(self):
        return self.chance.choice(self.rows())

    def import_next(self) -> None:
        """The next version of the text, now and then an older one, or a start that brings none."""
        self.past.append(self.articles)
        if self.chance.random() < 0.1:
            pipeline.derive_again()
            return
        older = self.chance.random() < 0.1
        self.articles = self.chance.choice(self.past) if older else alter(self.articles, self.chance)
        write(self.file, self.articles)
        pipeline.import_files([self.file])

    # --- what an editor does, one thing a round ---

    def edits(self) -> None:
        edit(self.a_row(), self.chance)

    def adds(self) -> None:
        add(self.document, self.chance)

    def settles(self) -> None:
        """A conflict, by one of the buttons that its page has."""
        waiting = [row for row in self.rows() if row.is_human and (row.is_lost or row.source_changed)]
        if not (waiting := [row for row in waiting if row.status != "rejected"]):
            return
        row = self.chance.choice(waiting)
        page = reverse("admin:conflict", args=[row._meta.model_name, row.pk])
        form = form_with(self.desk.get(page), "act")
        act = self.chance.choice([value for name, value, _ in form.buttons if name == "act"])
        others = {(type(each), each.pk) for each in self.rows() if each.article_id != row.article_id}
        answer = self.desk.post(page, form.fields | {"act": act}, follow=True)
        assert answer.status_code == 200
        assert others <= {(type(each), each.pk) for each in self.rows()}, "no row of another article goes"

    def moves(self) -> None:
        """A fact to another article, at its words or at any: nothing of that article goes, and half of it is undone."""
        row = self.a_row()
        article = self.chance.choice(list(self.document.articles.present().exclude(pk=row.article_id)))
        start = max(article.text.find(row.quote), 0)
        quote = article.text[start : start + max(len(row.quote), 2)]
        page = reverse("admin:move", args=[row._meta.model_name, row.pk])
        opened = self.desk.get(page)
        if opened.status_code == 302:  # it stands in a passage
            return
        before, states = {(type(each), each.pk) for each in self.rows()}, human(self.rows())
        known = set(Act.objects.values_list("pk", flat=True))
        self.desk.post(page, form_with(opened, "_move").fields | {"article": article.pk, "quote": quote})
        assert before <= {(type(each), each.pk) for each in self.rows()}, "moving deletes nothing"
        if (act := Act.objects.exclude(pk__in=known).first()) is None:
            assert human(self.rows()) == states, "refused, and nothing done"
        elif self.chance.random() < 0.5:
            self.undo(act)
            assert human(self.rows()) == states

    def undo(self, act: Act, button: str = "undo"):
        """Take an act back by its page."""
        page = reverse("admin:act", args=[act.pk])
        return self.desk.post(page, form_with(self.desk.get(page), button).pressed(button), follow=True)

    def decides_in_bulk(self) -> None:
        """Many of one kind by the list's action; half of it is undone at once, by the page, the rest perhaps later."""
        model = self.chance.choice(DERIVED)
        found = [row for row in self.rows() if isinstance(row, model)]
        chosen = self.chance.sample(found, min(len(found), 4))
        before = human(self.rows())
        question = in_bulk(self.desk, self.chance.choice(["confirm", "reject"]), chosen) if chosen else None
        if question is None or question.status_code == 302:  # all were decided already
            return
        known = set(Act.objects.values_list("pk", flat=True))
        answered(self.desk, question)
        for act in Act.objects.exclude(pk__in=known):
            if self.chance.random() < 0.5:
                self.undo(act)
                assert human(self.rows()) == before
            else:
                self.done.append(act)

    def undoes(self) -> None:
        """An act of some rounds ago: what others worked on since stays as they left it."""
        if not self.done:
            return
        act = self.done.pop(self.chance.randrange(len(self.done)))
        found = acts.versions(act)
        kept = {(each.model.__name__, each.after.id) for each in found if not each.is_free}
        before = human(self.rows())
        self.undo(act, "rest" if kept else "undo")
        after = human(self.rows())
        assert {key: before.get(key) for key in kept} == {key: after.get(key) for key in kept}

    def deletes_and_restores(self) -> None:
        """A fact of an editor's own, by the page that asks; most of them come back by the history."""
        mine = [row for row in self.rows() if row.origin == "editor" and not row.is_lost]
        if not mine:
            return
        row = self.chance.choice(mine)
        page = address(row, "delete")
        question = next(each for each in forms(self.desk.get(page)) if "post" in each.fields)
        self.desk.post(page, question.fields)
        assert not type(row).objects.filter(pk=row.pk).exists()
        if self.chance.random() < 0.7:
            history = self.desk.get(address(row, "history"))
            back = next(each for each in forms(history) if "latest" in each.fields)
            answer = self.desk.post(back.action, back.fields, follow=True)
            again = type(row).objects.filter(pk=row.pk).first()
            assert again, (row, [str(told) for told in answer.context["messages"]])
            assert again.current_values() == row.current_values()

    def adds_by_a_pop_up(self) -> None:
        """An office or a term, from the window beside a field."""
        model, more = self.chance.choice([("unit", {"level": "province"}), ("term", {"scheme": "sector"})])
        self.names[model] += 1
        name = f"省第{self.names[model]}面点局" if model == "unit" else f"面点{self.names[model]}业"
        pressed_through(self.desk, f"/admin/policies/{model}/add/{POP_UP}", name=name, **more)
        assert {"unit": Unit, "term": Term}[model].objects.filter(name=name).exists()

    def states_validity(self) -> None:
        """Of the whole document, by its form; or takes it back."""
        value = self.chance.choice(Validity.values)
        checked = "" if value == "unverified" else date(2024, 3, 1).isoformat()
        form = form_with(self.desk.get(address(self.document)), "_save")
        typed = {"validity": value, "validity_checked_on": checked, "validity_evidence": checked and "公告"}
        assert self.desk.post(address(self.document), form.pressed("_save") | typed).status_code == 302
        for article in self.document.articles.present().select_related("document"):
            over = value in ("repealed", "expired", "not_yet")
            assert not over or article.stated.validity == value


# How often each is done, of a hundred.
ACTS: dict[Callable[[Day], None], int] = {
    Day.edits: 40,
    Day.settles: 14,
    Day.adds: 8,
    Day.moves: 10,
    Day.decides_in_bulk: 8,
    Day.undoes: 6,
    Day.deletes_and_restores: 8,
    Day.adds_by_a_pop_up: 2,
    Day.states_validity: 4,
}


@pytest.mark.usefixtures("nine")
def test_rounds_on_a_small_document(desk, tmp_path):
    chance = random.Random(2022)  # noqa: S311 - chance for a test, the same every time
    forget_documents()  # parallels are sought in the whole base, and this is about a small one
    day = Day(desk, tmp_path / "small.txt", chance)
    write(day.file, day.articles)
    pipeline.import_files([day.file])
    for _ in range(ROUNDS):
        (act,) = chance.choices(list(ACTS), list(ACTS.values()))
        act(day)
        before = human(day.rows())
        stated = day.document.validity
        day.import_next()
        check(day.document, day.rows(), before)
        assert day.document.validity == stated
        assert Unit.objects.filter(name__startswith="省第").count() == day.names["unit"]


@pytest.mark.usefixtures("nine")
def test_some_rounds_on_the_nine(tmp_path):
    """Between them a second compilation comes, in a new version each time, that shares documents with the first."""
    chance = random.Random(171)  # noqa: S311 - as above
    text = next(path for path in SOURCES if "compilation" in path.name).read_text(encoding="utf-8")
    second = tmp_path / "compilation-2023.txt"
    versions = [last_document_only(text), text, an_unknown_document_last(text)]
    for turn in range(max(3, ROUNDS // 20)):
        documents = list(Document.objects.all())
        for document in documents:
            everything = [row for row in rows(document) if row.article_id]
            for row in chance.sample(everything, min(8, len(everything))):
                edit(row, chance)
            add(document, chance)
        before = {document: human(rows(document)) for document in documents}
        if turn:
            second.write_text(renumbered_notice(chance.choice(versions)), encoding="utf-8")
            pipeline.import_files([second])
        counts = {model: model.objects.count() for model in FACTS}
        pipeline.import_files(SOURCES)
        assert counts == {model: model.objects.count() for model in FACTS}
        for document in documents:
            assert before[document].items() <= human(rows(document)).items()
        connection.check_constraints()
