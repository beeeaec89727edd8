from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from preau.kernel.markup import MAX_TEXT

from .models import Values
from .models.values import FIELDS


class ValuesForm(forms.ModelForm):
    """What the articles say of one institution. Everything may stay empty. The response goal is set where answers are
    due by it (`conversations`), which writes it here."""

    class Meta:
        model = Values
        fields = [name for name in FIELDS if name != "goal_hours"]
        labels = {
            "hours_fr": _("Quand vous êtes là"),
            "hours_en": _("Quand vous êtes là, en anglais"),
            "contact_email": _("Courriel pour vous écrire en privé"),
            "emergency": _("Numéro d’urgence"),
            "complaints_officer": _("Responsable du traitement des plaintes"),
        }
        help_texts = {
            "hours_fr": _("À la suite de « Nous sommes là » : du lundi au vendredi, de 8 h à 16 h."),
            "hours_en": _("À la suite de « We are here » : Monday to Friday, 8 a.m. to 4 p.m."),
            "emergency": _("911, si rien n’est inscrit."),
            "complaints_officer": _(
                "À la suite de « adressez-vous à » : la personne responsable du traitement des plaintes, 418 555-0100."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hours_en"].widget.attrs["lang"] = "en-CA"


class EditionForm(forms.Form):
    """An edition being prepared. `version`: of the draft that was read, 0 where there is none."""

    body_fr = forms.CharField(
        max_length=MAX_TEXT,
        strip=False,
        label=_("Texte français"),
        widget=forms.Textarea(attrs={"rows": 24, "lang": "fr-CA"}),
    )
    body_en = forms.CharField(
        required=False,
        max_length=MAX_TEXT,
        strip=False,
        label=_("Texte anglais"),
        help_text=_("Vide, le texte français sert aux deux."),
        widget=forms.Textarea(attrs={"rows": 24, "lang": "en-CA"}),
    )
    note = forms.CharField(
        required=False,
        max_length=300,
        label=_("Ce qui change"),
        help_text=_("Tout le monde peut lire cette note à côté de la date d’adoption."),
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class AdoptForm(forms.Form):
    adopted_on = forms.DateField(
        label=_("Adoptée le"),
        help_text=_("Le jour de la décision, aujourd’hui ou avant."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adopted_on"].initial = timezone.localdate
