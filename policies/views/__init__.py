"""The public pages."""

from policies.views.about import about_data
from policies.views.articles import article, articles
from policies.views.calendar import calendar
from policies.views.compare import compare
from policies.views.display import large_text
from policies.views.documents import document, documents
from policies.views.home import home
from policies.views.match import match
from policies.views.overview import overview
from policies.views.reports import report, report_thanks
from policies.views.sectors import sector, sectors
from policies.views.units import unit, unit_tasks, unit_tasks_xlsx, unit_with, units

__all__ = [
    "about_data",
    "article",
    "articles",
    "calendar",
    "compare",
    "document",
    "documents",
    "home",
    "large_text",
    "match",
    "overview",
    "report",
    "report_thanks",
    "sector",
    "sectors",
    "unit",
    "unit_tasks",
    "unit_tasks_xlsx",
    "unit_with",
    "units",
]
