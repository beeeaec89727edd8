"""Entra ID and Google: what they open, and to whom."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.core import context
from allauth.socialaccount.internal.flows.login import complete_login
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.google.provider import GoogleProvider
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory, override_settings

from preau.users.models import User

PROVIDERS = {"google": {"APPS": [{"client_id": "essai", "secret": "essai"}], "SCOPE": ["email"]}}


@pytest.fixture(autouse=True)
def google():
    registry.register(GoogleProvider)
    with override_settings(SOCIALACCOUNT_PROVIDERS=PROVIDERS):
        yield
    del registry.provider_map["google"]


def come_back_from_google(email: str, is_verified: bool):
    """What happens when Google has sent somebody back, with what it says of them."""
    from allauth.socialaccount.adapter import get_adapter
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/compte/google/login/callback/")
    request.session, request.user = SessionStore(), AnonymousUser()
    request._messages = FallbackStorage(request)
    with context.request_context(request):
        provider = get_adapter().get_provider(request, "google")
        said = {"sub": "100", "email": email, "email_verified": is_verified, "name": "Dominique"}
        login = provider.sociallogin_from_response(request, said)
        login.state = {"process": "login"}
        return request, complete_login(request, login)


def test_an_existing_person_comes_in_by_the_e_mail_that_the_provider_verified(cast) -> None:
    request, answer = come_back_from_google(cast["saules_editor"].email, is_verified=True)
    assert answer["Location"] == "/bureau/"
    assert request.user == cast["saules_editor"]
    assert SocialAccount.objects.get().user == cast["saules_editor"]


def test_an_e_mail_that_the_provider_did_not_verify_opens_nothing(cast) -> None:
    request, _answer = come_back_from_google(cast["saules_editor"].email, is_verified=False)
    assert not request.user.is_authenticated
    assert not SocialAccount.objects.exists()


def test_who_was_never_invited_gets_no_account(cast) -> None:
    before = User.objects.count()
    request, answer = come_back_from_google("passante@exemple.test", is_verified=True)
    assert "sur invitation" in answer.content.decode()
    assert not request.user.is_authenticated
    assert User.objects.count() == before


ASK = """
import django; django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
page = Client().get("/compte/connexion/")
print(page.content.decode())
print(page.headers["Content-Security-Policy"])
print(Client().post("/compte/microsoft/login/").headers["Location"])
"""


def test_the_button_of_entra_leads_to_ones_own_directory(tmp_path: Path) -> None:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PREAU_", "DJANGO_"))}
    env |= {
        "PREAU_DATA": str(tmp_path),
        "PREAU_ENTRA_TENANT": "8f1d2c3e-0000-4000-8000-000000000000",
        "PREAU_ENTRA_CLIENT_ID": "essai",
        "PREAU_ENTRA_CLIENT_SECRET": "essai",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    run = subprocess.run([sys.executable, "-c", ASK], env=env, text=True, capture_output=True, timeout=60, check=True)
    assert "Continuer avec Microsoft" in run.stdout
    assert "form-action 'self' https://login.microsoftonline.com" in run.stdout
    assert "https://login.microsoftonline.com/8f1d2c3e-0000-4000-8000-000000000000/oauth2/v2.0/authorize" in run.stdout
