"""The addresses of the account pages.

allauth's own list is not included: what is not named here, such as signing up, is not there.
Other parts of the project find allauth's pages by the names that allauth gives them.
"""

from __future__ import annotations

from allauth.account import views as account
from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="account_home"),
    path(
        "login/",
        account.LoginView.as_view(extra_context={"title": "Sign in"}),
        name="account_login",
    ),
    path(
        "logout/",
        account.LogoutView.as_view(extra_context={"title": "Sign out"}),
        name="account_logout",
    ),
    path(
        "inactive/",
        account.AccountInactiveView.as_view(extra_context={"title": "This account is closed"}),
        name="account_inactive",
    ),
    path(
        "reauthenticate/",
        account.ReauthenticateView.as_view(extra_context={"title": "Confirm that it is you"}),
        name="account_reauthenticate",
    ),
    path(
        "password/change/",
        account.PasswordChangeView.as_view(extra_context={"title": "Change your password"}),
        name="account_change_password",
    ),
]
