"""The public pages; names of units and sectors are addresses as they are (policies/models/addresses.py)."""

from django.urls import path, register_converter

from policies.text.normalize import has_control_characters
from portal.website import views
from portal.website.tables import FORMATS


class NameConverter:
    """A name: anything but a slash, and but control characters, which no name has and PostgreSQL would not take."""

    regex = r"[^/\n]{1,200}"

    def to_python(self, value: str) -> str:
        if has_control_characters(value):
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        return value


class VersionConverter:
    """The day of a version, with a number behind it where several are of one day."""

    regex = r"\d{4}-\d{2}-\d{2}(?:-\d{1,3})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FormatConverter:
    """The formats of a table."""

    regex = "|".join(FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NameConverter, "name")
register_converter(FormatConverter, "format")
register_converter(VersionConverter, "day")

urlpatterns = [
    path("", views.home, name="home"),
    path("documents/", views.documents, name="documents"),
    path("documents/<slug:slug>/", views.document, name="document"),
    path("documents/<slug:slug>/tasks.<format:file_format>", views.document_file, name="document_file"),
    path("documents/<slug:slug>/@<day:day>/", views.version, name="version"),
    path("documents/<slug:slug>/@<day:day>/<slug:path>/", views.version, name="version_article"),
    path("documents/<slug:slug>/<slug:path>/", views.article, name="article"),
    path("documents/<slug:slug>/<slug:path>/report/", views.report, name="report"),
    path("documents/<slug:slug>/<slug:path>/report/thanks/", views.report_thanks, name="report_thanks"),
    path("originals/<slug:sha256>/", views.original, name="original"),
    path("originals/<slug:sha256>/pages/<int:number>/", views.original_page, name="original_page"),
    path("originals/<slug:sha256>/pages/<int:number>/image/", views.page_image, name="page_image"),
    path("compare/", views.compare, name="compare"),
    path("articles/", views.articles, name="articles"),
    path("articles/tasks.<format:file_format>", views.articles_file, name="articles_file"),
    path("match/", views.match, name="match"),
    path("match.json", views.match_data, name="match_data"),
    path("match.<format:file_format>", views.match_file, name="match_file"),
    path("match/report/", views.match_report, name="match_report"),
    path("match/report/thanks/", views.match_thanks, name="match_thanks"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/tasks.<format:file_format>", views.calendar_file, name="calendar_file"),
    path("changes/", views.changes, name="changes"),
    path("changes/feed/", views.ChangesFeed(), name="changes_feed"),
    path("changes.csv", views.changes_csv, name="changes_csv"),
    path("overview/", views.overview, name="overview"),
    path("units/", views.units, name="units"),
    path("units/<name:name>/", views.unit, name="unit"),
    path("units/<name:name>/tasks/", views.unit_tasks, name="unit_tasks"),
    path("units/<name:name>/tasks.<format:file_format>", views.unit_tasks_file, name="unit_tasks_file"),
    path("units/<name:name>/with/<name:other>/", views.unit_with, name="unit_with"),
    path("display/large-text/", views.large_text, name="large_text"),
    path("about/data/", views.about_data, name="about_data"),
    path("sectors/", views.sectors, name="sectors"),
    path("sectors/<name:name>/", views.sector, name="sector"),
]
