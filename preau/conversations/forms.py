from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from preau.institutions.models import Institution

from .models import AnswerTemplate, HideReason

MAX_ID = 2**63 - 1


class AnswerForm(forms.Form):
    """What the page answers, to which message, and the version of the conversation that was read."""

    text = forms.CharField(
        required=False, label=_("Votre réponse"), strip=True, widget=forms.Textarea(attrs={"rows": 5})
    )
    message = forms.IntegerField(min_value=1, max_value=MAX_ID, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, max_value=MAX_ID, widget=forms.HiddenInput)
    do = forms.CharField(required=False, max_length=10)  # which button
    modele = forms.IntegerField(required=False, min_value=1, max_value=MAX_ID)  # the template to put in
    templates = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)  # in it: « 3,7 »


class ReviewForm(forms.Form):
    """What is decided on an answer that waits: the edition of it that was read, and the version of the conversation."""

    edition = forms.IntegerField(min_value=1, max_value=MAX_ID, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, max_value=MAX_ID, widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=[("approve", ""), ("refuse", "")])
    reason = forms.CharField(
        required=False,
        max_length=2_000,
        label=_("Ce qui est à changer"),
        help_text=_("La personne qui a écrit lira ces mots, ici et par courriel."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TemplateForm(forms.ModelForm):
    """Words to answer with, and where they are offered."""

    class Meta:
        model = AnswerTemplate
        fields = ("institution", "title", "text_fr", "text_en", "kind")
        help_texts = {
            "text_fr": _(
                "Remplis tout seuls : {nom}, {page}, {organisme}, {publication}, {lien}. "
                "Tout autre mot entre accolades, comme {date}, sera à remplir avant l’envoi."
            ),
            "text_en": _("Pour les pages qui répondent aussi en anglais."),
            "kind": _("Offert en premier à ces messages."),
        }
        widgets = {
            "text_fr": forms.Textarea(attrs={"rows": 6}),
            "text_en": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args: Any, institutions: QuerySet[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = cast(forms.ModelChoiceField, self.fields["institution"])
        place.queryset = institutions
        place.label, place.empty_label = _("Offert aux pages de"), None
        place.help_text = _("Et de tout ce qui en relève.")


class HideForm(forms.Form):
    reason = forms.ChoiceField(
        choices=HideReason.choices,
        label=_("Motif"),
        widget=forms.RadioSelect,
        help_text=_("Il reste affiché à la place du message."),
    )
    note = forms.CharField(
        required=False,
        max_length=500,
        label=_("Note pour le bureau"),
        help_text=_("Le public ne la voit pas. Elle reste au journal."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)  # the warning before a critique was read


class SettleForm(forms.Form):
    note = forms.CharField(
        required=False,
        max_length=500,
        label=_("Ce que vous avez décidé"),
        help_text=_("Pour vos collègues et le journal. Personne d’autre ne le lit."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
