"""Documents: the list, and the reader."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from policies.models import Document
from portal.website.pages.document import DocumentPage
from portal.website.query_params import reads


def documents(request: HttpRequest) -> HttpResponse:
    listed = Document.objects.listed().with_counts().defer("validity_evidence")
    return render(request, "website/documents.html", {"documents": listed})


@reads("text")
def document(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(
        Document.objects.select_related("source", "collection").defer("source__content", "source__text"), slug=slug
    )
    page = DocumentPage(found, plain=request.GET.get("text") == "print")
    return render(request, "website/document.html", {"document": found, "page": page})
