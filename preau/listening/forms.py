from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from preau.connectors.facts import facts
from preau.institutions.models import Institution

PLAIN = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}


class FeedForm(forms.Form):
    """A feed, or the site that has one."""

    address = forms.CharField(
        label=_("Adresse du site ou du fil"),
        max_length=500,
        help_text=_("Par exemple hebdo.exemple : Préau y cherche le fil."),
        widget=forms.TextInput(attrs={**PLAIN, "inputmode": "url"}),
    )


class ChoiceForm(forms.Form):
    """Which of the feeds that a site names."""

    feed = forms.ChoiceField(label=_("Quel fil ?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, feeds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["feed"].choices = feeds  # type: ignore[attr-defined]


class MastodonForm(forms.Form):
    """A hashtag or a search of a Mastodon server. With words, it is a search."""

    server = forms.CharField(
        label=_("Serveur Mastodon"),
        max_length=300,
        help_text=_("Par exemple mastodon.exemple"),
        widget=forms.TextInput(attrs=PLAIN),
    )
    what = forms.CharField(
        label=_("Mot-clic, ou mots à chercher"),
        max_length=200,
        help_text=_("#viescolaire pour un mot-clic ; sans #, c’est une recherche, qui demande une clé."),
        widget=forms.TextInput(attrs=PLAIN),
    )
    token = forms.CharField(
        label=_("Clé d’un compte de ce serveur"),
        max_length=500,
        required=False,
        help_text=_("Préférences › Développement, sur ce serveur, permission read:search. Gardée scellée."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


class BlueskyForm(forms.Form):
    """A search of Bluesky."""

    words = forms.CharField(
        label=_("Mots à chercher sur Bluesky"),
        max_length=200,
        help_text=_("Peu de mots : le nom de l’organisme, par exemple."),
        widget=forms.TextInput(attrs=PLAIN),
    )
    host = forms.CharField(
        label=_("Serveur de Bluesky"),
        max_length=300,
        initial=lambda: facts("bluesky")["hosts"]["search"],
        widget=forms.TextInput(attrs=PLAIN),
    )


class MediaForm(forms.Form):
    """A list of media."""

    file = forms.FileField(
        label=_("Liste de médias (CSV)"), help_text=_("Avec les colonnes nom, type, region et url, en UTF-8.")
    )
    region = forms.CharField(label=_("D’une seule région"), max_length=100, required=False)


class PasteForm(forms.Form):
    """What somebody saw elsewhere."""

    institution = forms.ModelChoiceField(
        label=_("Pour quel organisme ?"), queryset=Institution.objects.none(), empty_label=None
    )
    url = forms.CharField(
        label=_("Adresse de la page"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={**PLAIN, "inputmode": "url"}),
    )
    title = forms.CharField(label=_("Titre"), max_length=300, required=False)
    text = forms.CharField(
        label=_("Le texte"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Ce qui se dit dans un groupe fermé n’est pas public : ne collez que ce qui sert à répondre."),
    )
    who = forms.CharField(label=_("Qui le dit"), max_length=200, required=False)
    where = forms.CharField(
        label=_("Où"), max_length=200, required=False, help_text=_("Un journal, un groupe, la radio…")
    )

    def __init__(self, *args: Any, institutions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = institutions  # type: ignore[attr-defined]
