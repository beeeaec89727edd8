"""The forms of the settings of conversations."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from preau.institutions.models import Capability, RoleKind
from preau.kernel.office_hours import OfficeHours

from .models import KINDS, TONES, WEEKDAYS, Policy
from .selectors.reception import usual_notice
from .services.settings import RULES, Span
from .spans import parse_spans, spans_words

ANSWERING = [(kind.value, kind.label) for kind in RoleKind if Capability.MODERATE in kind.capabilities]


class RulesForm(forms.ModelForm):
    """The rules of an institution and of all below it."""

    reviewed_roles = forms.MultipleChoiceField(
        choices=ANSWERING,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Relire ce que répondent ces rôles"),
        help_text=_("Une personne qui a aussi un rôle non coché répond sans attendre."),
    )
    reviewed_tones = forms.MultipleChoiceField(
        choices=TONES, required=False, widget=forms.CheckboxSelectMultiple, label=_("Relire les réponses à ces tons")
    )
    reviewed_kinds = forms.MultipleChoiceField(
        choices=KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Relire les réponses à ces messages"),
    )

    class Meta:
        model = Policy
        fields = RULES
        labels = {
            "visitors": _("Quand paraît ce qu’écrit une personne sans compte"),
            "goal_hours": _("Répondre en combien d’heures ouvrables"),
            "keeps_public_holidays": _("Fermé les jours fériés du Québec"),
            "publishes_times": _("Montrer au public le délai habituel de réponse"),
            "sends_notice": _("Prévenir, hors des heures, que personne ne surveille la page"),
            "notice_fr": _("Mots de cet avis"),
            "notice_en": _("Mots de cet avis, en anglais"),
        }
        help_texts = {
            "goal_hours": _("0 : aucun délai, aucune horloge."),
            "publishes_times": _("Calculé chaque jour sur 90 jours, à partir de cinq réponses."),
        }
        widgets = {
            "visitors": forms.RadioSelect,
            "notice_fr": forms.Textarea(attrs={"rows": 3}),
            "notice_en": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notice_fr"].help_text = _("Vide : « %(words)s »") % {"words": usual_notice("fr")}
        self.fields["notice_en"].help_text = _("Vide : « %(words)s »") % {"words": usual_notice("en")}

    def rules(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in RULES}


class HoursForm(forms.Form):
    """One line a day: « 8 h à 12 h, 13 h à 16 h »; nothing where it is closed."""

    def __init__(self, *args: Any, hours: OfficeHours, **kwargs: Any) -> None:
        language = "en" if (get_language() or "fr").startswith("en") else "fr"
        super().__init__(*args, **kwargs)
        for day, label in WEEKDAYS:
            now = spans_words(hours.week[day], language)
            self.fields[f"day{day}"] = forms.CharField(required=False, max_length=80, label=label, initial=now)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.spans: list[Span] = []
        for day, _label in WEEKDAYS:
            try:
                self.spans += [(day, opens, closes) for opens, closes in parse_spans(given.get(f"day{day}", ""))]
            except ValueError:
                self.add_error(
                    f"day{day}", _("Écrivez par exemple : 8 h à 16 h, ou : 8 h à 12 h, 13 h à 16 h. Vide : fermé.")
                )
        if not self.errors and not self.spans:
            self.add_error("day0", _("Donnez au moins une heure où vous répondez."))
        return given


class HolidayForm(forms.Form):
    name = forms.CharField(max_length=80, label=_("Nom"))
    first_day = forms.DateField(label=_("Premier jour"), widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(required=False, label=_("Dernier jour"), widget=forms.DateInput(attrs={"type": "date"}))

    def days(self) -> dict[str, dt.date | None]:
        return {name: self.cleaned_data[name] for name in ("first_day", "last_day")}
