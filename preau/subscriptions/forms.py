from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from preau.institutions.models import Page
from preau.ui.fields import AddressField, BaitForm, IdsField

from .models import Frequency


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
