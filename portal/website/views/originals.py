"""Files as received, and their pages as pictures, of sources whose 公开属性 the site's owner opened."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header

from policies.models import PageImage, Source

# Large, and of few: not for the pages that a process keeps, nor for search engines.
_HEADERS = {"X-Robots-Tag": "noindex", "Cache-Control": "no-cache"}


def original(request: HttpRequest, sha256: str) -> HttpResponse:
    """A file to be saved: a stranger's page or macro is never shown within ours."""
    source = get_object_or_404(Source.objects.downloadable().only("name", "content"), sha256=sha256)
    headers = {"Content-Disposition": content_disposition_header(True, source.name), **_HEADERS}
    return HttpResponse(bytes(source.content), content_type="application/octet-stream", headers=headers)


def original_page(request: HttpRequest, sha256: str, number: int) -> HttpResponse:
    """A page of a file, with its neighbours."""
    source = get_object_or_404(Source.objects.downloadable().without_heavy_columns(), sha256=sha256)
    pages = PageImage.objects.filter(sha256=source.sha256)
    page = get_object_or_404(pages.defer("content"), page=number)
    shown = {"source": source, "page": page, "total": pages.count()}
    return render(request, "website/original_page.html", shown)


def page_image(request: HttpRequest, sha256: str, number: int) -> HttpResponse:
    """A page of a file as a picture."""
    source = get_object_or_404(Source.objects.downloadable().only("sha256"), sha256=sha256)
    page = get_object_or_404(PageImage, sha256=source.sha256, page=number)
    return HttpResponse(bytes(page.content), content_type="image/webp", headers=_HEADERS)
