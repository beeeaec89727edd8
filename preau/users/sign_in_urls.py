"""The screens of django-allauth that this house uses, under our own addresses and its own names.

Signing up is not among them: the two addresses that the library must be able to name say that one is invited.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from .views import closed

urlpatterns = [
    path("connexion/", account.login, name="account_login"),
    path("connexion/cle/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("connexion/code/", mfa.authenticate, name="mfa_authenticate"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("desactive/", account.account_inactive, name="account_inactive"),
    path("sur-invitation/", closed.on_invitation, name="account_signup"),
    path("sur-invitation/compte-lie/", closed.on_invitation, name="socialaccount_signup"),
    path("verifier/", account.reauthenticate, name="account_reauthenticate"),
    path("verifier/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("verifier/cle/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("courriel/", account.email, name="account_email"),
    path("courriel/a-confirmer/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^courriel/confirmer/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("mot-de-passe/", account.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", account.password_set, name="account_set_password"),
    path("mot-de-passe/oublie/", account.password_reset, name="account_reset_password"),
    path("mot-de-passe/oublie/envoye/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "mot-de-passe/nouveau/fait/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("deuxieme-etape/", mfa.index, name="mfa_index"),
    path("deuxieme-etape/application/", totp.activate_totp, name="mfa_activate_totp"),
    path("deuxieme-etape/application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("deuxieme-etape/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("deuxieme-etape/codes/nouveaux/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("deuxieme-etape/codes/fichier/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("deuxieme-etape/cles/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("deuxieme-etape/cles/ajouter/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("deuxieme-etape/cles/<int:pk>/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("deuxieme-etape/cles/<int:pk>/retirer/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("comptes-lies/", social.connections, name="socialaccount_connections"),
    path("comptes-lies/annule/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("comptes-lies/erreur/", social.login_error, name="socialaccount_login_error"),
]
