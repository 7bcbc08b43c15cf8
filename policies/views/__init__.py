"""The public pages."""

from policies.views.about import about_data
from policies.views.articles import article, articles
from policies.views.documents import document, documents
from policies.views.home import home
from policies.views.sectors import sector, sectors
from policies.views.units import unit, units

__all__ = ["about_data", "article", "articles", "document", "documents", "home", "sector", "sectors", "unit", "units"]
