"""The acts of :mod:`portal.editing.bulk` in the lists of facts: asked first, done all or none, had back at once."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.contrib.admin import helpers
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from policies.models.derived import Derived
from portal.editing import bulk
from portal.editing.acts import digest, doing, locked, set_values
from portal.editing.admin.history import HistoryAdmin
from portal.editing.admin.preview import CONFIRMED
from portal.editing.bulk import BulkAct, Values
from portal.editing.views.acts import with_undo

# Of the rows that an act asks about the first ones tell enough.
MAX_LISTED = 20
# As many as are done in a second or two: until then everybody else who writes waits.
MAX_AT_ONCE = 1000
REASON, MAX_REASON = "change_reason", 60


class BulkAdmin(HistoryAdmin):
    """A list from which rows are chosen, or all that it has, and given to an act."""

    def get_actions(self, request):
        if IS_POPUP_VAR in request.GET or not self.has_change_permission(request):
            return {}
        return {act.name: (partial(_ask, act=act), act.name, act.label) for act in bulk.of(self.model).values()}

    def ask(self, request: HttpRequest, queryset, act: BulkAct) -> HttpResponse | None:
        """Say what would be done to how many, and do it where that was seen and is still so."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if CONFIRMED not in request.POST:
            return self._confirm_first(request, queryset, act)
        with locked():
            return self._confirm_first(request, queryset, act)

    def _confirm_first(self, request, queryset, act: BulkAct) -> HttpResponse | None:
        queryset = act.applicable(queryset)
        count = queryset.count()
        if count > MAX_AT_ONCE:
            refusal = f"没有处理：一次最多 {MAX_AT_ONCE} 条，这里选了 {count} 条。"
            messages.error(request, f"{refusal}请先用筛选缩小范围（如只选一个文件），分几次处理。")
            return None
        if not count:
            messages.warning(request, f"所选的都已处理过，没有可处理的（{act.label}）。")
            return None
        values = act.values
        if act.form is not None:
            form = act.form(request.POST if {CONFIRMED, "_chosen"} & set(request.POST) else None)
            if not form.is_valid():
                return self._page(request, act, count, form=form)
            values = form.cleaned_data
        return self._with(request, list(queryset.order_by("pk")), act, values)

    def _with(self, request, rows: list[Derived], act: BulkAct, values: Values) -> HttpResponse | None:
        clashing = {row.pk for row in act.clashing(rows, values)}
        state = digest([(row.pk, row.status, row.current_values()) for row in rows], sorted(clashing))
        free = [row for row in rows if row.pk not in clashing]
        if free and CONFIRMED in request.POST and request.POST.get("seen") == state:
            self.give(request, free, _outcome(act, values), values, request.POST.get(REASON, "")[:MAX_REASON])
            return None
        if CONFIRMED in request.POST:
            messages.error(request, "没有处理：您打开之后，所选的这些又有人处理过。请再看一遍。")
        return self._question(request, free, act, values, state, len(clashing))

    def _question(
        self, request, rows: list[Derived], act: BulkAct, values: Values, state: str, clashing: int
    ) -> HttpResponse:
        shown = {
            "outcome": _outcome(act, values),
            "clashing": clashing,
            "decided": sum(row.status != Derived.Status.EXTRACTED for row in rows),
            "documents": Counter(str((row.article or row.passage).document) for row in rows).most_common(),
            "rows": [(self.where(row), row) for row in rows[:MAX_LISTED]],
            "reason_length": MAX_REASON,
        }
        chosen = [(name, str(value)) for name, value in values.items() if act.form]
        return self._page(request, act, len(rows), hidden=[("seen", state), *chosen], **shown)

    def _page(self, request, act: BulkAct, count: int, *, hidden: Sequence = (), **shown) -> HttpResponse:
        keys = request.POST.getlist(helpers.ACTION_CHECKBOX_NAME)
        across = request.POST.getlist("select_across") or ["0"]
        again = [("action", act.name), ("select_across", across[-1]), *hidden]
        context = {
            "title": f"{self.opts.verbose_name} {count} 条：{act.label}",
            "opts": self.opts,
            "count": count,
            "hidden": [*again, *((helpers.ACTION_CHECKBOX_NAME, key) for key in keys)],
        }
        return render(request, "admin/desk/question.html", self.admin_site.each_context(request) | context | shown)

    def decide(self, request, rows: Sequence[Derived], act: BulkAct) -> None:
        """Give rows to an act that needs no choice."""
        self.give(request, rows, _outcome(act, act.values), act.values)

    def give(self, request, rows: Sequence[Derived], outcome: str, values: Values, why: str = "") -> None:
        """Give rows some values, all or none; of several there is one way back."""
        done, reason = f"{len(rows)} 条已{outcome}。", f"{outcome}{f'：{why}' if why else ''}"
        if len(rows) == 1:
            with transaction.atomic():
                set_values(rows, values, request.user, reason[:100])
            past = reverse(f"admin:policies_{self.opts.model_name}_history", args=[rows[0].pk])
            messages.success(request, format_html('{} <a href="{}">历史…</a>', done, past))
            return
        with doing(request.user, f"{self.opts.verbose_name} {len(rows)} 条{reason}") as act:
            set_values(rows, values, request.user, f"批量{reason}"[:100])
        messages.success(request, with_undo(done, act))


def _ask(desk: BulkAdmin, request: HttpRequest, queryset, *, act: BulkAct) -> HttpResponse | None:
    return desk.ask(request, queryset, act)


def _outcome(act: BulkAct, values: Values) -> str:
    return act.outcome.format(**values)
