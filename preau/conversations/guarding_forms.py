"""Forms of what protects people: contesting, blocking, unsealing, ending an alert."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from preau.institutions.models import Institution
from preau.kernel import clock
from preau.users.models import User

from .models import DangerKind, HideReason
from .services.contest import MAX_TEXT

DAYS = {"day": 1, "week": 7, "month": 30}


class ContestForm(forms.Form):
    """What anybody may write who holds the link."""

    text = forms.CharField(
        label=_("Pourquoi cette décision devrait être revue"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": MAX_TEXT}),
        help_text=_("En 2 000 caractères au plus. Les personnes qui modèrent la page le lisent, personne d’autre."),
        error_messages={"required": _("Dites en quelques mots pourquoi vous n’êtes pas d’accord.")},
    )


class DecideForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Décision"),
        choices=[("uphold", _("Maintenir")), ("reverse", _("Renverser : tout revient comme avant"))],
        widget=forms.RadioSelect,
    )
    reply = forms.CharField(
        label=_("Ce que vous répondez à la personne"),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Elle le reçoit avec la décision. Cela reste au journal."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Pourquoi"),
        max_length=500,
        min_length=5,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("La raison reste au journal, avec votre nom."),
    )


class UntilForm(forms.Form):
    """Until when: a length, or a day at most six months away."""

    length = forms.ChoiceField(
        label=_("Pour combien de temps"),
        choices=[("day", _("Un jour")), ("week", _("Une semaine")), ("month", _("Un mois")), ("date", _("Jusqu’au…"))],
        widget=forms.RadioSelect,
        initial="week",
    )
    date = forms.DateField(
        label=_("Le dernier jour"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Au plus tard dans six mois. Un blocage n’est jamais pour toujours."),
    )
    note = forms.CharField(
        required=False,
        max_length=500,
        label=_("Note pour le bureau"),
        help_text=_("La personne ne la voit pas. Elle reste au journal."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("length") == "date" and not cleaned.get("date"):
            self.add_error("date", _("Choisissez le dernier jour."))
        return cleaned

    @property
    def until(self) -> dt.datetime:
        """The end of the last day, in local time; or so many days from now."""
        if self.cleaned_data["length"] != "date":
            return clock.now() + dt.timedelta(days=DAYS[self.cleaned_data["length"]])
        end = dt.datetime.combine(self.cleaned_data["date"], dt.time(23, 59))
        return timezone.make_aware(end)


def _where(institution: Institution) -> str:
    return gettext("Sur les pages de %(name)s et de ses établissements") % {"name": institution.name}


class BlockForm(UntilForm):
    reason = forms.ChoiceField(
        label=_("Motif"),
        choices=HideReason.choices,
        widget=forms.RadioSelect,
        help_text=_("Il est dit à la personne."),
    )
    where = forms.ModelChoiceField(
        queryset=Institution.objects.none(),
        required=False,
        label=_("Où"),
        empty_label=_("Sur cette page seulement"),
    )
    field_order = ("reason", "length", "date", "where", "note")

    def __init__(self, *args: Any, wide: list[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = cast(forms.ModelChoiceField, self.fields["where"])
        choices.queryset = Institution.objects.filter(pk__in=[one.pk for one in wide])
        choices.label_from_instance = _where  # type: ignore[assignment, method-assign]
        if not wide:
            del self.fields["where"]


class KindForm(forms.Form):
    what = forms.ChoiceField(label=_("De quoi s’agit-il"), choices=DangerKind.choices)


class OutcomeForm(forms.Form):
    outcome = forms.CharField(
        label=_("Comment cela s’est terminé"),
        min_length=5,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Qui a été prévenu, le numéro du dossier de police, ce qui suit. Aucun nom d’élève."),
    )


class OnCallForm(forms.Form):
    """`people`: ids, as text, of those who may be."""

    people = forms.MultipleChoiceField(required=False, label=_("De garde"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.MultipleChoiceField, self.fields["people"])
        field.choices = [(str(user.pk), str(user)) for user in people]


class MaskForm(forms.Form):
    """`found`: what was recognised, as [("start-end", words)]."""

    spans = forms.MultipleChoiceField(
        required=False, label=_("Gardez coché ce qui doit être masqué"), widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        required=False,
        max_length=2_000,
        label=_("Autres mots à masquer"),
        help_text=_("Un nom, un mot ou un groupe de mots par ligne. Il est masqué partout dans le message."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, found: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.MultipleChoiceField, self.fields["spans"])
        field.choices, field.initial = found, [value for value, _words in found]
        if not found:
            del self.fields["spans"]
            self.fields["words"].label, self.fields["words"].required = gettext("Mots à masquer"), True

    @property
    def chosen(self) -> list[tuple[int, int]]:
        spans = [value.split("-") for value in self.cleaned_data.get("spans", [])]
        return [(int(start), int(end)) for start, end in spans]

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()]
