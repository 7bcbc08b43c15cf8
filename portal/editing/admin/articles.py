"""An article on the desk: its print with every fact marked, and beside it the facts, what is doubtful first."""

from dataclasses import dataclass, replace
from functools import reduce
from itertools import chain
from operator import or_

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse

from policies.models import DERIVED, FACTS, Article, Correction, Measure
from policies.models.derived import Derived
from policies.presentation import annotations
from policies.presentation.facts import describe
from policies.text.highlight import Mark
from portal.editing import bulk, doubts, rule_labels, worklist
from portal.editing.acts import doing, locked, set_values
from portal.editing.admin.history import HistoryAdmin
from portal.editing.admin.validity import FIELDS, ValidityForm
from portal.editing.baseline import write_baseline
from portal.editing.history_text import who
from portal.editing.key_pages import before, behind
from portal.editing.views.acts import with_undo

_IDENTITY = ["document", "section", "place", "label", "others"]
# What the buttons of the list do, and what they need.
VERDICTS = {act.name: act for act in (bulk.CONFIRM, bulk.REJECT)}


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact in the list beside the print; ``doubt`` says why an editor should look, '' where nothing does."""

    row: Derived
    text: str
    doubt: str
    name: str
    address: str
    elsewhere: str

    @property
    def source(self) -> str:
        """Return where it is from: 规则“减半”, 编辑."""
        return f"{self.row.get_origin_display()}{rule_labels.quoted(self.row.rule)}"

    @property
    def is_rejected(self) -> bool:
        """Whether it is but a tombstone."""
        return self.row.status == Derived.Status.REJECTED

    @property
    def rank(self) -> tuple:
        """Doubts first, tombstones last, the rest in the order of the print."""
        return not self.doubt, self.is_rejected, self.row.start, self.row.end


def facts(article: Article) -> list[FactLine]:
    """Everything that is read from an article, or said of it."""
    return sorted(chain.from_iterable(_fact_lines(model, article) for model in DERIVED), key=lambda each: each.rank)


def _fact_lines(model: type[Derived], article: Article) -> list[FactLine]:
    rows = list(model.objects.filter(article=article).for_description())
    doubtful = doubts.labels(model, rows)
    return [_fact_line(row, doubtful.get(row.pk, "")) for row in rows]


def _fact_line(row: Derived, doubt: str) -> FactLine:
    address = reverse(f"admin:policies_{row._meta.model_name}_change", args=[row.pk])
    elsewhere = "" if row.place == row.article else str(row.place)
    return FactLine(row, describe(row), doubt, annotations.row_anchor(row), f"{address}?back=article", elsewhere)


def spans(article: Article, listed: list[FactLine]) -> list[Mark]:
    """The marks in the print; no links, since words inside a link cannot be selected (select.js leads to the list)."""
    shown = [
        each.row for each in listed if not (each.is_rejected or each.row.orphaned or isinstance(each.row, Measure))
    ]
    found = [replace(span, href="") for span in annotations.of_facts(shown, ids=True)]
    return [*found, *annotations.of_corrections(article.corrections.standing())]


@admin.register(Article)
class ArticleAdmin(HistoryAdmin):
    """An article with its facts. Its print is never edited; a correction is laid over it."""

    form = ValidityForm
    change_form_template = "admin/desk/article.html"
    list_display = ["__str__", "heading", "section", "validity"]
    list_filter = ["document", "validity", "others", "removed_from_source"]
    list_select_related = ["document", "section"]
    search_fields = ["text", "reading", "document__number"]
    fields = [*FIELDS, *_IDENTITY]
    readonly_fields = _IDENTITY
    addable = deletable = False

    @admin.display(description="条标题")
    def heading(self, article: Article) -> str:
        """Return what it is about, in its own words."""
        return article.title

    @admin.display(description="位置")
    def place(self, article: Article) -> str:
        """Return where it stands in its document, in words; its address keeps the place where it first stood."""
        return "原文已无" if article.removed_from_source else f"第 {article.ordinal} 位"

    def get_queryset(self, request):
        """All; to choose from, those that stand in their sources."""
        rows = Article.objects.present() if "_popup" in request.GET else Article.objects.all()
        return rows.order_by(*self.opts.ordering)

    def get_urls(self):
        decide = self.admin_site.admin_view(self.decide_view)
        review = self.admin_site.admin_view(self.review_view)
        return [
            path("<int:pk>/decide/", decide, name="policies_article_decide"),
            path("<int:pk>/settle/", review, name="policies_article_settle"),
            path("<int:pk>/place/", self.admin_site.admin_view(self.place_view), name="policies_article_place"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, **kwargs):
        article = context["original"]
        listed = facts(article)
        context |= {"place": article, "listed": listed, "spans": spans(article, listed)}
        context["legend"] = annotations.legend(context["spans"])
        context["adding"] = [_adding(model, article) for model in (Correction, *FACTS) if self._adds(request, model)]
        context["corrections"] = article.corrections.all()
        context["is_moved"] = worklist.BY_NAME["places"].has(article)
        waiting = [each for each in listed if each.row.status == Derived.Status.EXTRACTED]
        context["waiting"] = len(waiting)
        context["undoubted"] = sum(not each.doubt for each in waiting)
        context["previous"], context["following"] = _beside(article)
        return super().render_change_form(request, context, *args, **kwargs)

    def _adds(self, request, model: type) -> bool:
        return self.admin_site.get_model_admin(model).has_add_permission(request)

    def place_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep that an editor has seen where the article stands now, or that it stands nowhere any more."""
        article = get_object_or_404(Article.objects, pk=pk)
        if request.method == "POST":
            if not self.has_change_permission(request, article):
                raise PermissionDenied
            with locked():
                write_baseline(article)
                article.place_seen = 0 if article.removed_from_source else article.ordinal
                article._change_reason = "位置已看过"
                article.save()
            messages.success(request, f"{article}：位置已看过。")
            return redirect("admin:work", "places")
        return redirect("admin:policies_article_change", pk)

    def review_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Confirm what is not in doubt (rest), or all that is left (all), after which the next article opens."""
        article = get_object_or_404(Article.objects, pk=pk)
        page = reverse("admin:policies_article_change", args=[pk])
        if request.method != "POST":
            return redirect(page)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        with locked():
            return self._reviewed(request, article, page, everything="all" in request.POST)

    def _reviewed(self, request: HttpRequest, article: Article, page: str, *, everything: bool) -> HttpResponse:
        listed = [each for each in facts(article) if each.row.status == Derived.Status.EXTRACTED]
        rows = [each.row for each in listed if everything or not each.doubt]
        if request.POST.get("seen") != str(len(listed)):
            messages.error(request, "没有处理：您打开之后，这一条的事实又变了。请看过现在的再处理。")
            return redirect(page)
        if rows:
            what = "本条已核对" if everything else "确认其余"
            with doing(request.user, f"{article}：{what}，{len(rows)} 条事实") as act:
                for model in DERIVED:
                    mine = [row for row in rows if isinstance(row, model)]
                    set_values(mine, bulk.CONFIRM.values, request.user, f"{what}：{article}")
            messages.success(request, with_undo(f"{article}：{len(rows)} 条事实已确认。", act))
        following = _next_undone(article) if everything else None
        return redirect("admin:policies_article_change", following.pk) if following else redirect(page)

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Confirm or reject a fact by the button in its line: confirm=amount-12."""
        article = get_object_or_404(Article.objects, pk=pk)
        page = reverse("admin:policies_article_change", args=[pk])
        if request.method != "POST":
            return redirect(page)
        with locked():
            return self._decided(request, article, page)

    def _decided(self, request: HttpRequest, article: Article, page: str) -> HttpResponse:
        verdict = next((each for each in VERDICTS if each in request.POST), None)
        anchor, _, status = request.POST.get(verdict or "", "").partition(":")
        row = _named(article, anchor)
        if row is None:
            messages.error(request, "没有处理：这条事实已经没有了。")
        elif status not in ("", row.status):
            messages.error(request, f"没有处理：您打开之后，{_decided(row)}。请核对后再处理。")
            page += f"#{anchor}-fact"
        else:
            desk = self.admin_site.get_model_admin(type(row))
            if not desk.has_change_permission(request, row):
                raise PermissionDenied
            desk.decide(request, [row], VERDICTS[verdict])
            page += f"#{annotations.row_anchor(row)}-fact"
        return redirect(page)


def _beside(article: Article) -> list[Article | None]:
    """The articles before and after one, in its document."""
    others = Article.objects.present().filter(document=article.document).select_related("document", "section")
    key = article.ordinal, article.pk
    columns = "ordinal", "id"
    return [before(others, columns, key).first(), behind(others, columns, key).first()]


def _next_undone(article: Article) -> Article | None:
    """The next article of the document in which nobody has looked at some fact."""
    others = behind(
        Article.objects.present().filter(document=article.document), ("ordinal", "id"), (article.ordinal, article.pk)
    )
    waiting = [Exists(model.objects.doubtful().filter(article=OuterRef("pk"))) for model in DERIVED]
    return others.filter(reduce(or_, map(Q, waiting))).first()


def _decided(row: Derived) -> str:
    last = row.history.first()
    return f"{who(last) if last else '导入'}已把“{describe(row)}”标为“{row.get_status_display()}”"


def _adding(model: type, article: Article) -> tuple[str, str]:
    name = model._meta.model_name
    return model._meta.verbose_name, f"{reverse(f'admin:policies_{name}_add')}?article={article.pk}&back=article"


def _named(article: Article, anchor: str) -> Derived | None:
    """The article's fact by the id of its mark."""
    name, _, key = anchor.rpartition("-")
    model = next((model for model in DERIVED if model._meta.model_name == name), None)
    if model is None or not key.isdecimal() or len(key) > 18:
        return None
    return model.objects.filter(article=article, pk=key).first()
