"""See first, then save: a change is tried, the editor sees which facts it would touch, and then it is done."""

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.editing.admin.history import HistoryAdmin
from portal.editing.dry_run import FactChange, dry_run

CONFIRMED, BACK = "_confirmed", "_back"
# Of a name that stands everywhere the first ones tell enough.
SHOWN = 200


class PreviewedAdmin(HistoryAdmin):
    """An admin whose saving goes by way of a preview of its effect on the facts.

    A subclass that finds nothing to derive from a change sets ``request.is_quiet``: there is no effect to look at.
    """

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        args = object_id, form_url, extra_context
        if BACK in request.POST:
            return self._again(request, request.POST, "还没有保存。改好后请再保存。", *args)
        save = super().changeform_view
        if request.method != "POST" or CONFIRMED in request.POST:
            return save(request, *args)
        tried = dry_run(lambda: save(request, *args))
        response = tried.answer
        if not _is_saved(request, response):
            return response
        list(messages.get_messages(request))  # what the trial said was not done, and is not shown
        if getattr(request, "is_quiet", False):
            return save(request, *args)
        context = {**self.admin_site.each_context(request), "opts": self.opts, "about": self.about(request, object_id)}
        return preview(request, tried.changes, context | {"untried": tried.untried})

    def about(self, request: HttpRequest, object_id: str | None) -> str:
        """Return what is about to be saved, in words."""
        row = self.get_queryset(request).filter(pk=object_id).first() if object_id else None
        return f"{'修改' if row else '新增'}{self.opts.verbose_name}{f'“{row}”' if row else ''}"


def _is_saved(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer is that to a form that was taken: a way on, or in a pop-up the page that closes it."""
    closes = "popup_response_data" in (getattr(response, "context_data", None) or {})
    return response.status_code == 302 or (IS_POPUP_VAR in request.POST and closes)


def preview(request: HttpRequest, changes: list[FactChange], context: dict) -> HttpResponse:
    """The page that shows an effect, and carries what was typed along."""
    fields = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    hidden = [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]
    articles = len({change.fact.place for change in changes})
    context |= {"changes": changes[:SHOWN], "count": len(changes), "articles": articles, "hidden": hidden}
    context |= {"messages": [], "is_popup": IS_POPUP_VAR in request.POST}  # no message: nothing is done yet
    return render(request, "admin/desk/preview.html", context | {"title": "预览：保存后会变的事实"})
