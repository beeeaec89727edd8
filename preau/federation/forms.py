from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Policy


class HostForm(forms.Form):
    """What is decided about another server."""

    name = forms.CharField(
        label=_("Nom du serveur"),
        max_length=300,
        help_text=_("Par exemple mastodon.exemple. La décision vaut aussi pour ses sous-domaines."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )
    policy = forms.ChoiceField(
        label=_("Décision"),
        choices=[
            (Policy.LIMITED, _("Limiter : ce qui en vient attend une modératrice ou un modérateur")),
            (Policy.BLOCKED, _("Bloquer : rien n’en vient, rien n’y va")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Motif"), max_length=300, help_text=_("Gardé au journal."))


class BlocksForm(forms.Form):
    """A list of servers."""

    file = forms.FileField(
        label=_("Fichier CSV"),
        help_text=_("La liste qu’exporte Mastodon, ou un nom par ligne. Rien n’est jamais adouci par une liste."),
    )


class AccountForm(forms.Form):
    """Another account, as people write it. Two of them stand on one screen, so fields get ids of their own."""

    account = forms.CharField(
        label=_("Compte"),
        max_length=400,
        help_text=_("Par exemple @camille@exemple.org"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )
