from django.urls import URLPattern, include, path

from .documentation import documentation
from .openapi import openapi
from .service import api
from .serving import nothing_here, served

app_name = "api"

_operations = [
    path(str(each.pattern), served(each.callback), name=each.name)
    for each in api().urls[0]
    # Ninja's own, by which it finds where it is, is no operation.
    if isinstance(each, URLPattern) and each.name != "api-root"
]

urlpatterns = [
    path("", documentation, name="documentation"),
    path(
        "v1/",
        include(
            (
                [
                    *_operations,
                    path("openapi.json", served(openapi), name="openapi"),
                    # So that what is not there is told in the way of the API.
                    path("<path:rest>", served(nothing_here), name="missing"),
                ],
                "ninja",
            ),
            namespace="v1",
        ),
    ),
]
