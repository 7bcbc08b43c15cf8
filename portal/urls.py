"""All addresses: the public pages at the root, the editors' desk under /admin/."""

from django.contrib import admin
from django.urls import include, path

handler500 = "portal.serving.unavailable.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("portal.website.urls")),
]
