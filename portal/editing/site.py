"""The editors' site: Django's admin, whose first page is the work list."""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.module_loading import import_string


class DeskPage(NamedTuple):
    """A page of the desk that belongs to no single model: its address, its name, its view by its import path.

    A view takes the request, what the address says, and the context of every desk page. ``for_all``: for whoever is
    logged in; else for who may edit. A view that decides asks for the right to that itself.
    """

    route: str
    name: str
    view: str
    for_all: bool = False


PAGES = (
    DeskPage("work/<slug:name>/", "work", "portal.editing.views.work.work"),
    DeskPage("queue/<slug:model>/", "queue", "portal.editing.views.queue.queue"),
    DeskPage("candidates/", "candidates", "portal.editing.views.candidates.candidates"),
    DeskPage("vocabulary/", "vocabulary", "portal.editing.views.vocabulary.vocabulary"),
    DeskPage("vocabulary/files/", "vocabulary_files", "portal.editing.views.vocabulary.files"),
    DeskPage("recent/", "recent", "portal.editing.views.recent.recent"),
    DeskPage("find/", "find", "portal.editing.views.find.find"),
    DeskPage("of-page/", "of_page", "portal.editing.views.of_page.of_page", for_all=True),
    DeskPage("rules/", "rules", "portal.editing.views.rules.rules"),
    DeskPage("conflicts/<slug:model>/<int:pk>/", "conflict", "portal.editing.views.conflicts.conflict", for_all=True),
    DeskPage("move/<slug:model>/<int:pk>/", "move", "portal.editing.views.moves.move", for_all=True),
    DeskPage("publication/<int:pk>/", "publication", "portal.editing.views.publication.page", for_all=True),
    DeskPage("structure/<int:pk>/", "structure", "portal.editing.views.structure.structure", for_all=True),
    DeskPage("second-factor/", "second_factor", "portal.editing.views.second_factor.second_factor", for_all=True),
    DeskPage("uploads/", "uploads", "portal.editing.views.intake.listed"),
    DeskPage("uploads/<int:pk>/", "upload", "portal.editing.views.intake.upload"),
    DeskPage("uploads/<int:pk>/pages/<int:page>/", "page_image", "portal.editing.views.intake.page_image"),
    DeskPage("acts/", "acts", "portal.editing.views.acts.listed"),
    DeskPage("acts/<int:pk>/", "act", "portal.editing.views.acts.act"),
)


class WorkPage(NamedTuple):
    """A page that editors come to all day, in the list beside every page: its name, its label, what it is asked for."""

    name: str
    label: str
    query: str = ""

    @property
    def address(self) -> str:
        """Return where it is."""
        return reverse(f"admin:{self.name}")


WORK_PAGES = (
    WorkPage("index", "待办"),
    WorkPage("policies_note_changelist", "交给我的", "?of=mine&settled__exact=0"),
    WorkPage("uploads", "收文件"),
    WorkPage("acts", "导入、公布和批量处理"),
    WorkPage("recent", "最近的变动"),
    WorkPage("candidates", "新见的单位和词"),
    WorkPage("vocabulary", "词表的毛病、导出和导入"),
    WorkPage("rules", "识读规则"),
)


class EditingSite(AdminSite):
    """The desk. Its own pages are those that belong to no single model."""

    site_header = site_title = f"{settings.SITE.name}编辑台"
    index_title = "待办"
    index_template = "admin/desk/index.html"

    @property
    def login_form(self):
        from portal.editing.login.form import LoginForm

        return LoginForm

    def each_context(self, request: HttpRequest) -> dict:
        from portal.editing import rereading

        context = super().each_context(request)
        if not _works(request):
            return context
        return context | {"rereading": rereading.progress(), "works": True, "work_pages": WORK_PAGES}

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        from portal.editing.admin.choosing import ChoiceView

        return ChoiceView.as_view(admin_site=self)(request)

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        from policies.models import Note, Upload
        from portal.editing.views.work import Worklist

        shown = {}
        if _works(request):
            shown = {
                "worklist": Worklist(request.GET.dict()),
                "uploads": Upload.objects.open().count(),
                **Note.objects.open().counts(request.user),
            }
        return super().index(request, {**(extra_context or {}), **shown})

    def get_urls(self):
        own = [path(page.route, self.admin_view(self._view(page)), name=page.name) for page in PAGES]
        return [*own, *super().get_urls()]

    def _view(self, page: DeskPage) -> Callable[..., HttpResponse]:
        """A page's view, imported when it is asked for: models are not there yet when addresses are read."""

        def shown(request: HttpRequest, **kwargs) -> HttpResponse:
            if not (page.for_all or _works(request)):
                raise PermissionDenied
            return import_string(page.view)(request, **kwargs, context=self.each_context(request))

        return shown


def _works(request: HttpRequest) -> bool:
    return request.user.has_perm("policies.change_document")
