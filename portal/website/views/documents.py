"""Documents: the list, and the reader."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode

from policies.models import Article, Document
from portal.website.pages.document import DocumentPage
from portal.website.pages.parts.pagination import paged
from portal.website.pages.tasks import COLUMNS, task_table, tasks_in
from portal.website.query_params import read_words, reads
from portal.website.tables import as_file


@reads("q", "page")
def documents(request: HttpRequest) -> HttpResponse:
    words = read_words(request.GET.getlist("q"))
    found = Document.objects.none() if words.message else Document.objects.public().called(words.value or "")
    listed = found.listed().with_counts().without_heavy_columns()
    pages = paged(request, listed, address=urlencode({"q": words.word}) if words else "")
    return render(request, "website/documents.html", {"words": words} | pages)


@reads("text")
def document(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(
        Document.objects.public()
        .select_related("source", "collection")
        .defer("source__content", "source__text", "source__packed_places"),
        slug=slug,
    )
    page = DocumentPage(found, plain=request.GET.get("text") == "print")
    return render(request, "website/document.html", {"document": found, "page": page})


def document_file(request: HttpRequest, slug: str, file_format: str) -> HttpResponse:
    """Every sentence of a document."""
    found = get_object_or_404(Document.objects.public().without_heavy_columns(), slug=slug)
    articles = Article.objects.public().in_document_order().filter(document=found).values_list("pk", flat=True)
    table = task_table(f"{found.name}任务清单", tasks_in(articles), COLUMNS, address=found.get_absolute_url())
    return as_file(table, file_format, request.build_absolute_uri("/")[:-1])
