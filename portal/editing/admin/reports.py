"""读者报错 on the desk: their words stay as they are, an editor says what became of it."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from policies.models import Change, Report
from portal.editing.admin.history import HistoryAdmin
from portal.editing.history_text import to_words

# Of what changed since a report the last ones tell enough.
SHOWN = 20


class ReportAdminForm(forms.ModelForm):
    """A report is closed as 已更正 with what was changed, as 核对无误 with or without a word."""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("state") == Report.State.MENDED and not (cleaned.get("note") or "").strip():
            self.add_error("note", "请写明更正了什么；上面列着报错之后这一条的变化，可以照抄。")
        return cleaned


@admin.register(Report)
class ReportAdmin(HistoryAdmin):
    """Reports of readers that something is wrong."""

    form = ReportAdminForm
    list_display = ["place", "quote", "problem", "state", "sent_at"]
    list_filter = ["state", "problem", "fact_kind"]
    search_fields = ["place", "quote", "text"]
    readonly_fields = ["article", "place", "fact_kind", "fact_id", "quote", "problem", "text", "sent_at", "changed"]
    fields = [*readonly_fields, "state", "note"]
    addable = False

    @admin.display(description="报错之后这一条的变化")
    def changed(self, row: Report) -> str | SafeString:
        """Return what readers see otherwise in the article since the report was sent."""
        if row.article is None:
            return "—"
        rows = Change.objects.filter(document=row.article.document, path=row.article.path, at__gte=row.sent_at)
        lines = [(to_words(each.at), _described(each)) for each in rows.order_by("-id")[:SHOWN]]
        if not lines:
            return "没有"
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}：{}</li>", lines))


def _described(change: Change) -> str:
    before, after = change.old or "（空）", change.new or "（空）"
    words = f"{before} → {after}" if change.old or change.new else change.get_what_display()
    return f"{change.get_kind_display()}，{words}"
