"""The editors' site: Django's admin, whose first page is the work list."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path


class EditingSite(AdminSite):
    """The desk. Its own pages are those that belong to no single model."""

    site_header = site_title = f"{settings.SITE.name}编辑台"
    index_title = "待办"
    index_template = "admin/desk/index.html"

    @property
    def login_form(self):
        from portal.editing.login.form import LoginForm

        return LoginForm

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        from portal.editing.worklist import Worklist, moved

        shown = {"worklist": Worklist(), "moved": list(moved())} if _works(request) else {}
        return super().index(request, {**(extra_context or {}), **shown})

    def get_urls(self):
        view = self.admin_view
        return [
            path("work/<slug:name>/", view(self.work), name="work"),
            path("conflicts/<slug:model>/<int:pk>/", view(self.conflict), name="conflict"),
            path("move/<slug:model>/<int:pk>/", view(self.move), name="move"),
            path("second-factor/", view(self.second_factor), name="second_factor"),
            path("structure/<int:pk>/", view(self.structure), name="structure"),
            path("acts/", view(self.acts), name="acts"),
            path("acts/<int:pk>/", view(self.act), name="act"),
            *super().get_urls(),
        ]

    def work(self, request: HttpRequest, name: str) -> HttpResponse:
        """The items of one kind of work."""
        if not _works(request):
            raise PermissionDenied
        from portal.editing.worklist import work

        return work(request, name, self.each_context(request))

    def conflict(self, request: HttpRequest, model: str, pk: int) -> HttpResponse:
        """One conflict between what a person decided and a newer source."""
        from portal.editing.views.conflicts import conflict

        return conflict(request, model, pk, self.each_context(request))

    def move(self, request: HttpRequest, model: str, pk: int) -> HttpResponse:
        """A decision, carried to another article."""
        from portal.editing.views.moves import move

        return move(request, model, pk, self.each_context(request))

    def structure(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A document's print, line by line, and what each line is."""
        from portal.editing.views.structure import structure

        return structure(request, pk, self.each_context(request))

    def acts(self, request: HttpRequest) -> HttpResponse:
        """What was done to many rows at once."""
        if not _works(request):
            raise PermissionDenied
        from portal.editing.views.acts import listed

        return listed(request, self.each_context(request))

    def act(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One of these, and the way to take it back."""
        if not _works(request):
            raise PermissionDenied
        from portal.editing.views.acts import act

        return act(request, pk, self.each_context(request))

    def second_factor(self, request: HttpRequest) -> HttpResponse:
        """A login's second factor, switched on and off by whose it is."""
        from portal.editing.views.second_factor import second_factor

        return second_factor(request, self.each_context(request))


def _works(request: HttpRequest) -> bool:
    return request.user.has_perm("policies.change_document")
