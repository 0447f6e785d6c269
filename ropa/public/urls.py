from django.urls import path

from . import views

app_name = "public"

urlpatterns = [
    path("", views.home, name="home"),
    path("notices/", views.notices, name="notices"),
    path("notices/<slug:slug>.json", views.notice_json, name="notice-json"),
    path("notices/<slug:slug>/", views.notice, name="notice"),
    path("notices/<slug:slug>/versions/<int:number>/", views.notice, name="notice-version"),
    path("register/", views.register, name="register"),
    path("register/<slug:reference>.json", views.activity_json, name="activity-json"),
    path("register/<slug:reference>/", views.activity, name="activity"),
    path(
        "register/<slug:reference>/versions/<int:number>/", views.activity, name="activity-version"
    ),
]
