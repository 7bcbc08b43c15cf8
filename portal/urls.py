"""All addresses: the public pages at the root, the editors' desk under /admin/."""

from django.contrib import admin
from django.urls import include, path

admin.site.site_header = "晋策编辑台"
admin.site.site_title = "晋策编辑台"
admin.site.index_title = "数据"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("policies.urls")),
]
