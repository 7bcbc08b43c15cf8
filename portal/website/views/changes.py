"""Changes: the page, its Atom feed, and its table."""

from datetime import datetime
from io import StringIO

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html_join
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString

from portal.website.pages.changes import FEED, PARAMS, ChangeEntry, ChangesPage, entries, write_table
from portal.website.pages.parts.pagination import elided_numbers, page_of
from portal.website.query_params import reads

# Of the names of a site the first, so that an entry has one id under all of them.
_DOMAIN = settings.ALLOWED_HOSTS[0].lstrip(".")


@reads(*PARAMS, "page")
def changes(request: HttpRequest) -> HttpResponse:
    asked = ChangesPage(request.GET)
    page, missed = page_of(asked.changes, request.GET.get("page", ""))
    context = {"asked": asked, "page": page, "missed": missed, "numbers": elided_numbers(page)}
    return render(request, "website/changes.html", context | {"entries": entries(page)})


def changes_csv(request: HttpRequest) -> HttpResponse:
    out = StringIO()
    write_table(ChangesPage(request.GET), out, f"{request.scheme}://{request.get_host()}")
    response = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, "变化.csv")
    return response


class ChangesFeed(Feed):
    """The latest of what the page lists under the same questions, an entry an article and act."""

    feed_type = Atom1Feed
    author_name = settings.SITE.name

    def get_object(self, request: HttpRequest) -> ChangesPage:
        return ChangesPage(request.GET)

    def title(self, page: ChangesPage) -> str:
        return f"{settings.SITE.name} · 变化{f'：{page.sentence}' if page.sentence else ''}"

    def subtitle(self, page: ChangesPage) -> str:
        return "；".join(message for _, message in page.errors) or "政策文件库里的文字、事实和有效性的变化。"

    def link(self, page: ChangesPage) -> str:
        return page.address()

    def feed_url(self, page: ChangesPage) -> str:
        return page.feed

    def items(self, page: ChangesPage) -> list[ChangeEntry]:
        return entries(page.changes[:FEED])

    def item_title(self, item: ChangeEntry) -> str:
        return f"{item.place}：{item.summary}"

    def item_description(self, item: ChangeEntry) -> SafeString:
        lines = [item.first.reason_text, *map(str, item.lines)]
        return format_html_join("", "<p>{}</p>", ((line,) for line in lines))

    def item_link(self, item: ChangeEntry) -> str:
        return item.address

    def item_guid(self, item: ChangeEntry) -> str:
        first = item.first
        what = f"change:{first.revision}:{first.document.slug}:{first.path}:{first.reason}"
        return f"tag:{_DOMAIN},{first.at:%Y-%m-%d}:{what}"

    def item_pubdate(self, item: ChangeEntry) -> datetime:
        return item.first.at

    item_updateddate = item_pubdate
