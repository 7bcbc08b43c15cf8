"""The site's addresses, and a view that does nothing: what any Django page costs at least."""

from django.http import HttpResponse
from django.urls import include, path

PAGE = b"<!doctype html><title>bare</title><p>constant</p>" + b" " * 40_000

urlpatterns = [
    path("bare/", lambda request: HttpResponse(PAGE)),
    path("", include("portal.urls")),
]
