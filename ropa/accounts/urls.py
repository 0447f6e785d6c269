"""The addresses of the account pages.

allauth's own list is not included: what is not named here, such as signing up, is not there.
Other parts of the project find allauth's pages by the names that allauth gives them.
"""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import URLPattern, path, reverse_lazy

from . import notification_pages, views
from .directory_only import not_found_without_passwords
from .oidc import views as directory
from .oidc.views import SignOut


def _page(route: str, view: Any, name: str, title: str, **options: Any) -> URLPattern:
    """One of allauth's pages under the name that allauth looks for, with the title it has here."""
    return path(route, view.as_view(extra_context={"title": title}, **options), name=name)


def _only_with_passwords(pattern: URLPattern) -> URLPattern:
    """A page that is there while the register lets people in itself."""
    pattern.callback = not_found_without_passwords(pattern.callback)
    return pattern


urlpatterns = [
    path("directory/", directory.begin, name="directory_begin"),
    path("directory/confirm/", directory.confirm, name="directory_confirm"),
    path("directory/callback/", directory.callback, name="directory_callback"),
    path("", views.home, name="account_home"),
    path("notifications/", notification_pages.notifications, name="account_notifications"),
    path("unsubscribe/<str:token>/", notification_pages.unsubscribe, name="unsubscribe"),
    # Signing in and out
    _page("login/", account.LoginView, "account_login", "Sign in"),
    _page("logout/", SignOut, "account_logout", "Sign out"),
    _page("code/", mfa.AuthenticateView, "mfa_authenticate", "Show that it is you"),
    _only_with_passwords(
        path("passkey/", webauthn.LoginWebAuthnView.as_view(), name="mfa_login_webauthn")
    ),
    # Saying once more that it is you
    _page(
        "reauthenticate/",
        account.ReauthenticateView,
        "account_reauthenticate",
        "Confirm that it is you",
    ),
    _page(
        "reauthenticate/code/",
        mfa.ReauthenticateView,
        "mfa_reauthenticate",
        "Confirm that it is you",
    ),
    _page(
        "reauthenticate/passkey/",
        webauthn.ReauthenticateWebAuthnView,
        "mfa_reauthenticate_webauthn",
        "Confirm that it is you",
    ),
    # Password
    _only_with_passwords(
        _page(
            "password/change/",
            views.ChangePasswordView,
            "account_change_password",
            "Change your password",
        )
    ),
    _only_with_passwords(
        _page(
            "password/reset/",
            account.PasswordResetView,
            "account_reset_password",
            "Set a new password",
        )
    ),
    _only_with_passwords(
        _page(
            "password/reset/sent/",
            account.PasswordResetDoneView,
            "account_reset_password_done",
            "Look into your mail",
        )
    ),
    _only_with_passwords(
        _page(
            "password/reset/<slug:uidb36>/<str:key>/",
            account.PasswordResetFromKeyView,
            "account_reset_password_from_key",
            "Choose your password",
            success_url=reverse_lazy("account_login"),
        )
    ),
    # Email address
    path("email/", views.email, name="account_email"),
    path("email/confirm/<str:key>/", views.confirm_email, name="account_confirm_email"),
    # Second factors
    _page("factors/", mfa.IndexView, "mfa_index", "Second factor"),
    _page(
        "factors/app/",
        totp.ActivateTOTPView,
        "mfa_activate_totp",
        "Set up an authenticator app",
    ),
    _page(
        "factors/app/remove/",
        totp.DeactivateTOTPView,
        "mfa_deactivate_totp",
        "Remove the authenticator app",
    ),
    _page("factors/passkeys/", webauthn.ListWebAuthnView, "mfa_list_webauthn", "Passkeys"),
    _page("factors/passkeys/add/", webauthn.AddWebAuthnView, "mfa_add_webauthn", "Add a passkey"),
    _page(
        "factors/passkeys/<int:pk>/",
        webauthn.EditWebAuthnView,
        "mfa_edit_webauthn",
        "Rename a passkey",
    ),
    _page(
        "factors/passkeys/<int:pk>/remove/",
        views.RemovePasskeyView,
        "mfa_remove_webauthn",
        "Remove a passkey",
    ),
    _page(
        "factors/codes/",
        recovery_codes.ViewRecoveryCodesView,
        "mfa_view_recovery_codes",
        "Recovery codes",
    ),
    _page(
        "factors/codes/new/",
        recovery_codes.GenerateRecoveryCodesView,
        "mfa_generate_recovery_codes",
        "Make new recovery codes",
    ),
    path(
        "factors/codes/file/",
        recovery_codes.DownloadRecoveryCodesView.as_view(),
        name="mfa_download_recovery_codes",
    ),
]
