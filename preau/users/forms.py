"""Forms of the account screens. Those of django-allauth keep their behaviour and take our labels."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from preau.users.models import User
from preau.users.services import PASSWORD_HELP

LABELS: dict[str, Any] = {
    "login": _("Courriel"),
    "password": _("Mot de passe"),
    "remember": _("Garder ma session ouverte sur cet appareil"),
    "oldpassword": _("Mot de passe actuel"),
    "password1": _("Nouveau mot de passe"),
    "password2": _("Le même, une deuxième fois"),
    "code": _("Code"),
    "name": _("Nom de la clé"),
    "passwordless": _("Entrer avec cette clé seule, sans mot de passe"),
}
HELPS: dict[str, Any] = {
    "password1": PASSWORD_HELP,
    "name": _("Pour la reconnaître : « Téléphone », « Portable de l’école »…"),
    "passwordless": _("L’appareil demandera votre empreinte, votre visage ou son propre code."),
}


class Plain:
    """Our labels, a help that helps, and no placeholder in place of a label."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            field.help_text = HELPS.get(name, "")


class SignInForm(Plain, account.LoginForm):
    pass


class EmailForm(Plain, account.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Nouveau courriel")


class PasswordChangeForm(Plain, account.ChangePasswordForm):
    pass


class PasswordSetForm(Plain, account.SetPasswordForm):
    pass


class PasswordForgottenForm(Plain, account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Courriel")


class PasswordNewForm(Plain, account.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(Plain, account.ReauthenticateForm):
    pass


class CodeForm(Plain, mfa.AuthenticateForm):
    pass


class CodeAgainForm(Plain, mfa.ReauthenticateForm):
    pass


class ActivateTotpForm(Plain, totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code à six chiffres que l’application affiche")


class KeyAddForm(Plain, webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class KeyRenameForm(Plain, webauthn.EditWebAuthnForm):
    pass


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "language"]
        help_texts = {"language": _("Celle du bureau et des courriels que Préau vous envoie.")}
