from django.urls import path

from . import public

app_name = "inspections"

urlpatterns = [
    path("", public.regimes, name="regimes"),
    path("<slug:slug>/", public.regime, name="regime"),
    path("<slug:slug>/flow.svg", public.regime_flow, name="regime-flow"),
]
