"""Fields of forms that other rooms share."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MAX_DIGITS = 18  # of an id: more than that fits no database


class IdsField(forms.ModelMultipleChoiceField):
    """Rows chosen by their ids. Django hands a number of any size to the database, and SQLite answers with an error."""

    def clean(self, value: Any) -> Any:
        for given in value or []:
            if not str(given).isdecimal() or len(str(given)) > MAX_DIGITS:
                shown = str(given)[:MAX_DIGITS]
                message = self.error_messages["invalid_pk_value"]
                raise forms.ValidationError(message, code="invalid_pk_value", params={"pk": shown})
        return super().clean(value)


# What people's addresses look like. RFC 5321 allows more, quotes and spaces among them, that no mailbox in use has.
_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[^\s@\"<>()\[\],;:\\]{3,190}")


class AddressField(forms.EmailField):
    def __init__(self, **options: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"})
        super().__init__(label=_("Votre courriel"), max_length=254, widget=widget, **options)
        self.error_messages["required"] = _("Écrivez votre adresse courriel.")
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
