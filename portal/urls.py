"""All addresses: the public pages at the root, the editors' desk under JINCE_ADMIN_PATH."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

handler500 = "portal.serving.unavailable.server_error"

urlpatterns = [
    path(settings.ADMIN_PATH, admin.site.urls),
    path("", include("portal.website.urls")),
]
