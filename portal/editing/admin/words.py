"""A fact's form filled with what the readers read in the words that an editor chose."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path, reverse

from policies.models import Article, Passage
from portal.editing.admin.history import HistoryAdmin
from portal.editing.forms import reading
from portal.editing.forms.span import chosen_words, requested_article
from portal.editing.optimistic_lock import put

# The button that fills the form.
READ = "_read"


class FilledByReaders(HistoryAdmin):
    """An admin of facts whose values are words of a print: by scripts, by the address of a new one, by a button."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_words"
        return [path("words/", self.admin_site.admin_view(self.words_view), name=name), *super().get_urls()]

    def words_view(self, request: HttpRequest) -> JsonResponse:
        """Return what the chosen words say, as the form's fields show it: ?article=12&first=3&last=7, counted
        from 1.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        return JsonResponse(
            reading.as_initial(self.get_form(request)(), self._read(request.GET, requested_article(request)))
        )

    def get_changeform_initial_data(self, request):
        return self._read(request.GET, requested_article(request)) | super().get_changeform_initial_data(request)

    def _read(self, data, place: Article | Passage | None) -> dict:
        """The values of the words that a form, or an address, chooses in a print; {} where it chooses none."""
        if place is None or not reading.is_read(self.model):
            return {}
        chosen = chosen_words(data, place.text)
        return reading.values_in(self.model, place, chosen.start, chosen.end) if chosen else {}

    def reading(self, place: Article | Passage | None) -> dict:
        """Return what the page needs to know of it."""
        if not reading.is_read(self.model):
            return {}
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_words"
        return {"is_read": True, "words_address": reverse(name) if isinstance(place, Article) else ""}

    def filled_in(self, request, place: Article | Passage | None, *form) -> HttpResponse:
        """The form again, with what the words say; no field that they say nothing of is touched."""
        data, values = request.POST.copy(), self._read(request.POST, place)
        fields = self.get_form(request)()
        for name, value in values.items():
            if name in fields.fields:
                put(fields, data, name, value)
        message = (
            "已按原文填写，还没有保存。请核对后保存。"
            if values
            else "这些文字里没有读出什么，请照原文填写。还没有保存。"
        )
        return self._again(request, data, message, *form)
