"""Signing in by login name or phone, and what guards an account, on django-allauth."""

from __future__ import annotations

from typing import Any

from allauth.account import views
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.problem import Refused, problem
from lianxin.kernel.sealed import seal, unseal
from lianxin.people import signing
from lianxin.people.accounts import client_address
from lianxin.people.first import is_empty
from lianxin.people.models import Account

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def address(request: HttpRequest) -> str:
    return client_address(request, settings.LIANXIN_PROXIES)


def as_form_error(error: Refused) -> ValidationError:
    """The same sentence in a form; the code lets the view choose the status."""
    return ValidationError(
        [ValidationError(one.message(), code=one.code) for one in error.problems]
    )


class SignInForm(LoginForm):  # type: ignore[misc]
    """One field for phone or login name; spaces and dashes are how people write phones."""

    def user_credentials(self) -> dict[str, Any]:
        typed = self.cleaned_data["login"]
        account = signing.account_named(typed)
        login = account.login if account else typed
        return {"username": login, "password": self.cleaned_data["password"], "typed": typed}

    def _clean_with_password(self, credentials: dict[str, Any]) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super()._clean_with_password(credentials)
        except Refused as error:
            raise as_form_error(error) from None
        return cleaned


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        new = cleaned.get("password1")
        if new and new == cleaned.get("oldpassword"):
            self.add_error("password1", problem("password.same").message())
        return cleaned


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts of our own: nobody signs up, nothing is sent, five wrong tries and fifteen minutes."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "enter_current_password": _("现在的密码不对，请再输一次。"),
        "incorrect_password": _("密码不对，请再输一次。"),
        "too_many_login_attempts": _("试得太多了，请等 15 分钟再来。"),
        "rate_limited": _("试得太多了，请等一会儿再来。"),
        "username_password_mismatch": _("手机号（工号）或密码不对。"),
        "phone_password_mismatch": _("手机号（工号）或密码不对。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account:
        """The account, or a refusal in plain words; every failed try counts and is written down."""
        typed = credentials.pop("typed", credentials.get("username", ""))
        where = address(request)
        known = Account.objects.filter(login=credentials.get("username", "")).first()
        signing.check_not_locked(known, typed, where)
        if known is None or not known.check_password(credentials["password"]):
            _take_as_long(known, credentials["password"])
            signing.sign_in_failed(account=known, typed=typed, door="web", address=where)
            signing.check_not_locked(known, typed, where)
            raise Refused([problem("signin.wrong", "login")])
        signing.may_sign_in(known)
        return known

    def reauthenticate(self, user: Account, password: str) -> bool:
        try:
            self.authenticate(context.request, username=user.login, password=password)
        except Refused as error:
            if error.problems[0].code == "signin.locked":
                raise as_form_error(error) from None
            return False
        return True

    def pre_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse | None:
        try:
            signing.may_sign_in(user)
        except Refused as error:
            messages.error(request, error.problems[0].message())
            return HttpResponseRedirect(reverse("account_login"))
        return None

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        records = request.session.get("account_authentication_methods") or [{"method": "demo"}]
        how = "+".join(str(record.get("type") or record["method"]) for record in records)
        signing.sign_in_done(account=user, how=how, door="web", address=address(request))
        return HttpResponseRedirect(self._landing(request, kwargs.get("redirect_url")))

    def _landing(self, request: HttpRequest, wanted: str | None) -> str:
        safe = bool(wanted) and self.is_safe_url(wanted or "")
        return wanted if wanted and safe else settings.LOGIN_REDIRECT_URL

    def set_password(self, user: Account, password: str) -> None:
        where = address(context.request)
        signing.password_changed(account=user, password=password, door="web", address=where)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("me")

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Only what tells something new: that one has signed in shows by itself."""
        template = kwargs.get("message_template") or (args[0] if args else "")
        if template.endswith(("logged_in.txt", "logged_out.txt")):
            return
        super().add_message(request, level, *args, **kwargs)

    def get_phone(self, user: Account) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: Account, phone: str, verified: bool) -> None:
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: Account, phone: str) -> None:
        self.set_phone(user, phone, True)

    def get_user_by_phone(self, phone: str) -> Account | None:
        return Account.objects.filter(phone=signing.plain_phone(phone) or "-").first()

    def phone_form_field(self, **kwargs: Any) -> forms.CharField:
        return forms.CharField(max_length=20, **kwargs)

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        """There is no gateway, and no page that would ask for one: phones are checked by the office."""
        raise Refused([problem("signin.no_messages", "phone")])


def _take_as_long(known: Account | None, password: str) -> None:
    """An unknown name must not answer faster than a known one with a wrong password."""
    if known is None:
        Account().set_password(password)


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP secrets and recovery seeds lie sealed, like everything else that opens something."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("验证不对或已过时，请再试一次。"),
        "cannot_delete_authenticator": _("现在不能停用两步验证。"),
        "cannot_generate_recovery_codes": _("先设好验证器或通行密钥，才有备用码。"),
    }

    def encrypt(self, text: str) -> str:
        return seal(text, "authenticator.secret").hex()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(bytes.fromhex(encrypted_text), "authenticator.secret")

    def _get_site_name(self) -> str:
        return str(_("连心"))

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return str(_("通行密钥"))


@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    """An instance without accounts has nothing to sign in to: it is set up first."""
    if is_empty():
        return HttpResponseRedirect(reverse("setup"))
    return views.login(request)  # type: ignore[no-any-return]


urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", sign_in, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/", views.password_change, name="account_change_password"),
    path("2fa/", mfa.index, name="mfa_index"),
    path("2fa/code/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/codes/file/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("2fa/keys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("2fa/keys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("2fa/keys/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("2fa/keys/again/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("2fa/keys/<int:pk>/off/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("2fa/keys/<int:pk>/name/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
]
