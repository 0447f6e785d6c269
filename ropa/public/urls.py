from django.urls import path

from . import (
    downloads,
    feeds,
    notice_pages,
    policy_documents,
    schemas,
    site,
    topic_registers,
    updates,
    views,
)
from .answers import views as answers
from .letters.views import letters
from .pdf import views as pdf
from .pictures import views as pictures
from .search.views import search
from .sitemap import sitemap
from .subjects import views as subjects

app_name = "public"

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("search/", search, name="search"),
    path("updates/", updates.latest, name="updates"),
    path("updates/follow/", updates.follow, name="follow"),
    path("updates.atom", feeds.latest, name="feed"),
    path("notices/", views.notices, name="notices"),
    path("notices/<slug:slug>.json", views.notice_json, name="notice-json"),
    path("notices/<slug:slug>/", notice_pages.notice, name="notice"),
    path("notices/<slug:slug>/whole/", notice_pages.notice_whole, name="notice-whole"),
    path(
        "notices/<slug:slug>/sections/<slug:section>/",
        notice_pages.notice_section,
        name="notice-section",
    ),
    path("notices/<slug:slug>.pdf", pdf.notice, name="notice-pdf"),
    path("notices/<slug:slug>/versions/<int:number>.pdf", pdf.notice, name="notice-version-pdf"),
    path("notices/<slug:slug>/updates.atom", feeds.notice, name="notice-feed"),
    path("notices/<slug:slug>/updates/", updates.notice_changes, name="notice-updates"),
    path(
        "notices/<slug:slug>/updates/compare/",
        updates.notice_comparison,
        name="notice-comparison",
    ),
    path("notices/<slug:slug>/versions/<int:number>/", notice_pages.notice, name="notice-version"),
    path(
        "notices/<slug:slug>/versions/<int:number>/whole/",
        notice_pages.notice_whole,
        name="notice-whole-version",
    ),
    path(
        "notices/<slug:slug>/versions/<int:number>/sections/<slug:section>/",
        notice_pages.notice_section,
        name="notice-section-version",
    ),
    path("policy-documents/", policy_documents.policy_documents, name="policy-documents"),
    path(
        "policy-documents/<slug:slug>.json",
        policy_documents.policy_document_json,
        name="policy-document-json",
    ),
    path("policy-documents/<slug:slug>.pdf", pdf.policy_document, name="policy-document-pdf"),
    path("policy-documents/<slug:slug>/", policy_documents.policy_document, name="policy-document"),
    path(
        "policy-documents/<slug:slug>/updates.atom",
        feeds.policy_document,
        name="policy-document-feed",
    ),
    path(
        "policy-documents/<slug:slug>/updates/",
        updates.policy_document_changes,
        name="policy-document-updates",
    ),
    path(
        "policy-documents/<slug:slug>/updates/compare/",
        updates.policy_document_comparison,
        name="policy-document-comparison",
    ),
    path(
        "policy-documents/<slug:slug>/versions/<int:number>/",
        policy_documents.policy_document,
        name="policy-document-version",
    ),
    path(
        "policy-documents/<slug:slug>/versions/<int:number>.pdf",
        pdf.policy_document,
        name="policy-document-version-pdf",
    ),
    path("register/", views.register, name="register"),
    path("register.csv", downloads.register, {"form": "csv"}, name="register-csv"),
    path("register.xlsx", downloads.register, {"form": "xlsx"}, name="register-xlsx"),
    path("register.zip", downloads.register, {"form": "csv-sheets"}, name="register-zip"),
    path("register.json", downloads.register, {"form": "json"}, name="register-json"),
    path("register.jsonld", downloads.register, {"form": "jsonld"}, name="register-jsonld"),
    path("register/<slug:reference>.json", views.activity_json, name="activity-json"),
    path("register/<slug:reference>.pdf", pdf.activity, name="activity-pdf"),
    path(
        "register/<slug:reference>/versions/<int:number>.pdf",
        pdf.activity,
        name="activity-version-pdf",
    ),
    path("register/<slug:reference>/", views.activity, name="activity"),
    path("register/<slug:reference>/flow.svg", pictures.activity_flow, name="activity-flow"),
    path("register/<slug:reference>/updates/", updates.activity_changes, name="activity-updates"),
    path(
        "register/<slug:reference>/updates/compare/",
        updates.activity_comparison,
        name="activity-comparison",
    ),
    path(
        "register/<slug:reference>/versions/<int:number>/", views.activity, name="activity-version"
    ),
    path(
        "register/<slug:reference>/versions/<int:number>/flow.svg",
        pictures.activity_flow,
        name="activity-version-flow",
    ),
    path("registers/", topic_registers.topic_registers, name="topic-registers"),
    path("registers/<slug:name>/", topic_registers.topic_register, name="topic-register"),
    path(
        "registers/<slug:name>.<slug:form>",
        topic_registers.topic_register_file,
        name="topic-register-file",
    ),
    path("schemas/register.json", schemas.public_register, name="register-schema"),
    path("schemas/register-full.json", schemas.whole_register, name="register-schema-full"),
    path("people/", subjects.people_index, name="people-index"),
    path("people/<slug:code>/", subjects.people, name="people"),
    path("people/<slug:code>/on-one-sheet/", answers.on_one_sheet, name="people-sheet"),
    path("people/<slug:code>/<slug:question>/", answers.answer, name="answer"),
    path(
        "people/<slug:code>/<slug:question>/information/<slug:data>/",
        answers.answer_on_information,
        name="answer-information",
    ),
    path(
        "people/<slug:code>/<slug:question>/body/<slug:body>/",
        answers.answer_on_body,
        name="answer-body",
    ),
    path("organisations/", subjects.organisation_index, name="organisation-index"),
    path("organisations/<slug:code>/", subjects.organisation, name="organisation"),
    path("law/", subjects.law_index, name="law-index"),
    path("law/<slug:code>/", subjects.legislation, name="legislation"),
    path("law/<slug:legislation>/<slug:code>/", subjects.provision, name="provision"),
    path("data/", subjects.data_index, name="data-index"),
    path("data/<slug:code>/", subjects.data, name="data"),
    path("letters/<slug:kind>/<slug:key>/", letters, name="letters"),
    path("accessibility/", site.accessibility, name="accessibility"),
    path("cookies/", site.cookies, name="cookies"),
    path("robots.txt", site.robots, name="robots"),
    path(".well-known/security.txt", site.security, name="security"),
    path("sitemap.xml", sitemap, name="sitemap"),
]
