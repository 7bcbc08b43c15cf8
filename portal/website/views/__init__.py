"""The public pages."""

from portal.website.views.about import about_data
from portal.website.views.articles import article, articles, articles_file
from portal.website.views.calendar import calendar, calendar_file
from portal.website.views.changes import ChangesFeed, changes, changes_csv
from portal.website.views.compare import compare
from portal.website.views.display import large_text
from portal.website.views.documents import document, document_file, documents
from portal.website.views.home import home
from portal.website.views.match import match, match_data, match_file, match_report, match_thanks
from portal.website.views.originals import original, original_page, page_image
from portal.website.views.overview import overview
from portal.website.views.reports import report, report_thanks
from portal.website.views.sectors import sector, sectors
from portal.website.views.units import unit, unit_tasks, unit_tasks_file, unit_with, units
from portal.website.views.versions import version

__all__ = [
    "ChangesFeed",
    "about_data",
    "article",
    "articles",
    "articles_file",
    "calendar",
    "calendar_file",
    "changes",
    "changes_csv",
    "compare",
    "document",
    "document_file",
    "documents",
    "home",
    "large_text",
    "match",
    "match_data",
    "match_file",
    "match_report",
    "match_thanks",
    "original",
    "original_page",
    "overview",
    "page_image",
    "report",
    "report_thanks",
    "sector",
    "sectors",
    "unit",
    "unit_tasks",
    "unit_tasks_file",
    "unit_with",
    "units",
    "version",
]
