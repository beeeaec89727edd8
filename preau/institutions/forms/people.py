from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from preau.institutions.models import RoleKind
from preau.users.services import PASSWORD_HELP

LANGUAGES = [("fr", "Français"), ("en", "English")]


def role_choices() -> list[tuple[str, str]]:
    """Each role with the sentence that says what it may do, the narrowest first: it is the safest to choose."""
    return [(kind.value, f"{kind.label} — {kind.promise}") for kind in reversed(RoleKind)]


class InvitationForm(forms.Form):
    """To whom the invitation goes. Without `kind` for an official's own page."""

    email = forms.EmailField(label=_("Courriel"), max_length=254, help_text=_("Son adresse au travail, de préférence."))
    name = forms.CharField(label=_("Nom"), max_length=120)
    language = forms.ChoiceField(label=_("Langue de l’invitation"), choices=LANGUAGES)
    kind = forms.ChoiceField(label=_("Rôle"), choices=role_choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, with_role: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = (get_language() or "fr")[:2]
        if not with_role:
            del self.fields["kind"]


class RoleForm(forms.Form):
    kind = forms.ChoiceField(label=_("Rôle"), choices=role_choices, widget=forms.RadioSelect)


class WelcomeForm(forms.Form):
    """Who takes up an invitation without having an account yet."""

    name = forms.CharField(label=_("Votre nom"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Choisissez un mot de passe"),
        max_length=256,
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, by_provider: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].required = not by_provider
