"""How django-allauth behaves in this house: on invitation, in our words, trusting no header."""

from __future__ import annotations

import base64
import hashlib
import logging
import smtplib
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as request_context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import translate_url
from django.utils.encoding import force_str
from django.utils.translation import get_language, gettext, override

from preau.users import words
from preau.users.models import User
from preau.users.services import client_address

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {**DefaultAccountAdapter.error_messages, **words.ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # accounts are made by invitation alone

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The desk, in the person's own language."""
        return translate_url(settings.LOGIN_REDIRECT_URL, request.user.language)  # type: ignore[union-attr]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Passwords are limited here by address alone: counting by e-mail would let a stranger lock a person out for
        as long as they like. The pair of both is django-axes' (`services.lockout`)."""
        self._login_failed_rl_usage = ratelimit.consume(request, app="allauth.account", action="password_failed")
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        said = message or words.MESSAGES.get(message_template or "", "")
        if said:
            messages.add_message(request, level, str(said) % (message_context or {}), extra_tags=extra_tags)

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        letter = words.LETTERS[template_prefix]
        with override(_language_of(email, context.get("user"))):
            body = render_to_string(
                "users/mail/letter.txt",
                {
                    **context,
                    "body": str(letter.body) % context,
                    "link": _at_our_origin(context.get(letter.link, "")),
                    "origin": settings.ORIGIN,
                },
            )
            return EmailMessage(str(letter.subject), body, self.get_from_email(), [email], headers=headers)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is down is said on the screen, the same for a known address and for an unknown one."""
        try:
            self.render_mail(template_prefix, email, context).send()
        except (OSError, smtplib.SMTPException):
            log.exception("A mail about an account could not be sent (%s)", template_prefix)
            said = gettext("Le courriel n’a pas pu partir. Réessayez dans quelques minutes.")
            messages.error(request_context.request, said)


def _at_our_origin(link: str) -> str:
    """A link of a mail leads where this installation is, whatever Host or scheme the request that asked for it had."""
    return settings.ORIGIN + urlsplit(link).path if link else ""


def _language_of(email: str, user: User | None) -> str:
    """The language of the person who is written to, else that of the screen."""
    person = user if isinstance(user, User) else User.objects.filter(email__iexact=email).first()
    return person.language if person else get_language() or settings.LANGUAGE_CODE


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Entra ID and Google open existing accounts, found by an e-mail that the provider vouches for."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, error: Any = None, **rest: Any) -> None:
        log.warning("Signing in with %s failed: %s", getattr(provider, "id", provider), error)


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps are encrypted at rest, with the installation's key."""

    error_messages = {**DefaultMFAAdapter.error_messages, **words.ERRORS}

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        count = user.authenticator_set.filter(type=type).count()  # type: ignore[attr-defined]
        return gettext("Clé d’accès") if not count else gettext("Clé d’accès %(number)d") % {"number": count + 1}


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"preau.mfa:{force_str(key)}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
