"""Opening and closing, handles, languages, officials, an institution made by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.institutions import ministry
from preau.institutions.models import Institution, Official
from preau.institutions.models.institution import LanguagePolicy
from preau.kernel.handles import MAX_LENGTH

TITLES = (
    gettext_lazy("Membre du conseil d’administration, communauté"),
    gettext_lazy("Membre du conseil d’administration, parent"),
    gettext_lazy("Membre du conseil d’administration, personnel"),
    gettext_lazy("Présidence du conseil d’administration"),
    gettext_lazy("Vice-présidence du conseil d’administration"),
    gettext_lazy("Commissaire"),
    gettext_lazy("Commissaire-parent"),
    gettext_lazy("Présidence"),
    gettext_lazy("Direction générale"),
    gettext_lazy("Direction générale adjointe"),
    gettext_lazy("Direction de l’école"),
)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ClosingForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Il sera affiché à la place de la page."),
    )


class HandleForm(forms.Form):
    handle = forms.CharField(
        label=gettext_lazy("Nouvel identifiant"),
        max_length=MAX_LENGTH + 1,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("De 3 à 30 lettres sans accent, chiffres et traits de soulignement (_)."),
    )


class LanguageForm(forms.Form):
    policy = forms.ChoiceField(
        label=gettext_lazy("Langues de publication"), choices=LanguagePolicy.choices, widget=forms.RadioSelect
    )


class MandateForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Titre"),
        max_length=120,
        widget=forms.TextInput(attrs={"list": "titles"}),
        help_text=gettext_lazy("Choisissez dans la liste, ou écrivez le titre exact."),
    )
    title_en = forms.CharField(label=gettext_lazy("Titre en anglais"), required=False, max_length=120)
    starts_on = forms.DateField(label=gettext_lazy("Début du mandat"), widget=DayInput())
    ends_on = forms.DateField(
        label=gettext_lazy("Fin du mandat"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Vide tant que le mandat dure."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("Le mandat finit avant de commencer. Corrigez une des deux dates."))
        return cleaned


class OfficialForm(MandateForm):
    """A mandate for a new official, or for one who has a page already."""

    known = forms.ModelChoiceField(
        label=gettext_lazy("Personne"),
        required=False,
        queryset=Official.objects.none(),
        empty_label=gettext_lazy("Une nouvelle personne"),
    )
    name = forms.CharField(label=gettext_lazy("Nom de la nouvelle personne"), required=False, max_length=120)
    field_order = ("known", "name", "title")

    def __init__(self, *args: Any, officials: QuerySet[Official], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["known"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 — as declared above
        choice.queryset = officials

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("known") and not cleaned.get("name"):
            self.add_error("name", _("Donnez le nom de la personne, ou choisissez-la dans la liste."))
        return cleaned


class InstitutionForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Genre"),
        choices=[choice for choice in Institution.Kind.choices if choice[0] != Institution.Kind.BOARD],
    )
    name = forms.CharField(label=gettext_lazy("Nom officiel"), max_length=200)
    address = forms.CharField(label=gettext_lazy("Adresse"), required=False, max_length=200)
    municipality_name = forms.CharField(label=gettext_lazy("Municipalité"), required=False, max_length=100)
    postal_code = forms.CharField(label=gettext_lazy("Code postal"), required=False, max_length=7)
    website = forms.CharField(label=gettext_lazy("Site Web"), required=False, max_length=300)

    def clean_postal_code(self) -> str:
        given = self.cleaned_data["postal_code"]
        code = ministry.postal_code(given)
        if given and not code:
            raise forms.ValidationError(_("Un code postal s’écrit comme G0A 1A0."))
        return code

    def clean_website(self) -> str:
        given = self.cleaned_data["website"].strip()
        address = ministry.normalised(given)
        if given and not address:
            raise forms.ValidationError(_("Cette adresse ne peut pas être ouverte. Exemple : https://exemple.ca"))
        return address
