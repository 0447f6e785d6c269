from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("ropa.public.urls")),
    path("api/", include("ropa.api.urls")),
    path("inspections/", include("inspections.urls")),
    path("account/", include("ropa.accounts.urls")),
    path("admin/", admin.site.urls),
]

handler403 = "ropa.admin.refusals.refused"
