from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from preau.institutions.models import Page
from preau.ui.fields import IdsField

from .models import Frequency

# What people's addresses look like. RFC 5321 allows more, quotes and spaces among them, that no mailbox in use has.
_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[^\s@\"<>()\[\],;:\\]{3,190}")


class AddressField(forms.EmailField):
    def __init__(self, **options: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"})
        super().__init__(label=_("Votre courriel"), max_length=254, widget=widget, **options)
        self.error_messages["invalid"] = _("Écrivez l’adresse en entier, comme prenom@exemple.ca.")

    def clean(self, value: Any) -> str:
        address = str(super().clean(value)).lower()
        if not _PLAIN_ADDRESS.fullmatch(address) or not _has_a_domain(address):
            raise forms.ValidationError(self.error_messages["invalid"])
        return address


def _has_a_domain(address: str) -> bool:
    """Whether its domain can be asked for at all (RFC 5890: labels of 63 characters)."""
    try:
        return bool(address.rpartition("@")[2].encode("idna"))
    except UnicodeError:
        return False


class BaitForm(forms.Form):
    """A field that people do not see. Machines fill it in, and are thanked."""

    website = forms.CharField(required=False, max_length=500, label="Website")

    @property
    def is_machine(self) -> bool:
        return bool(self.data.get("website"))


class LinkForm(BaitForm):
    email = AddressField()


class PagesField(IdsField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class SubscribeForm(BaitForm):
    email = AddressField()
    pages = PagesField(
        queryset=Page.objects.none(), label=_("Ce que vous voulez suivre"), widget=forms.CheckboxSelectMultiple
    )
    frequency = forms.ChoiceField(
        choices=Frequency.choices,
        label=_("À quel rythme"),
        widget=forms.RadioSelect,
        initial=Frequency.EACH,
        help_text=_("Les alertes (fermeture, retard) partent toujours tout de suite."),
    )
    consent = forms.BooleanField(
        label=_("J’accepte que mon adresse serve à m’envoyer ces courriels, et à rien d’autre."),
        error_messages={"required": _("Sans votre accord, nous ne pouvons pas vous écrire.")},
    )

    def __init__(self, *args: Any, pages: Iterable[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [page.pk for page in pages]
        field = cast(PagesField, self.fields["pages"])
        place = Case(*(When(pk=pk, then=number) for number, pk in enumerate(offered)))
        field.queryset = Page.objects.filter(pk__in=offered).order_by(place)  # the page itself comes first
        field.initial = offered[:1]
        field.error_messages["required"] = _("Cochez au moins une page.")
