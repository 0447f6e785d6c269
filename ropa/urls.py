from django.contrib import admin
from django.urls import include, path

from ropa.extensions import extensions

urlpatterns = [
    path("", include("ropa.public.urls")),
    path("api/", include("ropa.api.urls")),
    *(path(f"{each.name}/", include(each.urls)) for each in extensions() if each.urls),
    path("account/", include("ropa.accounts.urls")),
    path("admin/", admin.site.urls),
]

handler403 = "ropa.admin.shared.refusals.refused"
