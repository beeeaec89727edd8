from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from .networks import NETWORKS

LISTED = 60  # pages in a list that one can still read through
SUGGESTED = 200  # pages offered while one types; a board has fewer, the whole network has 2,817
ALIKE = 5  # pages named in an error when a name fits several


class AccountForm(forms.Form):
    """An official account elsewhere. `pages`: those in whose name the person may speak."""

    page = forms.CharField(label=_("Page"), max_length=250)
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
        self.known = [
            (handle, f"{name} · @{handle}")
            for handle, name in pages.order_by("name", "pk").values_list("handle", "name")[: SUGGESTED + 1]
        ]
        self.fields["page"].widget = self._chooser()
        field = cast(forms.ChoiceField, self.fields["network"])
        field.choices = [(network.name, network.label) for network in NETWORKS.values()]

    def _chooser(self) -> forms.Widget:
        """A list to choose from where it can be read, else a line in which one types a part of the name."""
        if len(self.known) == 1:  # an official has their own page alone
            return forms.Select(choices=self.known)
        if len(self.known) <= LISTED:
            return forms.Select(choices=[("", "—"), *self.known])
        self.fields["page"].help_text = _("Tapez une partie du nom, puis choisissez.")
        return forms.TextInput(attrs={"list": "pages-known", "autocomplete": "off", "spellcheck": "false"})

    def clean_page(self) -> Any:
        """The page that a handle names, or « Name · @handle » as suggested, or a part of the name that no other has."""
        typed = self.cleaned_data["page"].strip()
        named = self.pages.filter(handle=typed.rpartition("@")[2].lower()).first()
        if named is not None:
            return named
        alike = list(self.pages.filter(name__icontains=typed).order_by("name", "pk")[: ALIKE + 1])
        if len(alike) == 1:
            return alike[0]
        if not alike:
            raise forms.ValidationError(_("Aucune page de ce nom parmi les vôtres."))
        names = " ; ".join(f"{page.name} · @{page.handle}" for page in alike[:ALIKE])
        raise forms.ValidationError(_("Plusieurs pages ont ce nom. Précisez : %(names)s."), params={"names": names})
