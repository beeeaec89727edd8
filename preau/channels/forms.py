from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from .networks import NETWORKS


class AccountForm(forms.Form):
    """An official account elsewhere. `pages`: those in whose name the person may speak."""

    page = forms.CharField(
        label=_("Page"),
        help_text=_("L’identifiant de la page, par exemple ecole_des_saules."),
        widget=forms.TextInput(attrs={"list": "pages-known", "autocomplete": "off", "spellcheck": "false"}),
        max_length=31,
    )
    network = forms.ChoiceField(label=_("Réseau"))
    address = forms.CharField(
        label=_("Adresse du compte"),
        max_length=300,
        help_text=_("Telle que le navigateur la montre, par exemple https://www.facebook.com/mon.ecole"),
        widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    label = forms.CharField(label=_("Nom du compte"), max_length=120, required=False)

    def __init__(self, *args: Any, pages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pages = pages
        if len(first_two := pages[:2]) == 1:  # an official has their own page alone
            self.fields["page"].initial = first_two[0].handle
        field = cast(forms.ChoiceField, self.fields["network"])
        field.choices = [(network.name, network.label) for network in NETWORKS.values()]

    def clean_page(self) -> Any:
        page = self.pages.filter(handle=self.cleaned_data["page"].strip().lstrip("@").lower()).first()
        if page is None:
            raise forms.ValidationError(_("Aucune page de ce nom parmi les vôtres."))
        return page
