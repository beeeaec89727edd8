from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from preau.posts.models import AlertState, Post, PostKind
from preau.posts.services import languages, policy
from preau.posts.services.content import TITLE_LIMIT


class EditForm(forms.Form):
    """A published text, in the languages of its page."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    alert_state = forms.ChoiceField(choices=AlertState.choices, label=_("L’école est"))
    expires_at = forms.DateTimeField(
        required=False,
        label=_("Jusqu’à"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    title_fr = forms.CharField(required=False, max_length=TITLE_LIMIT, label=_("Titre"))
    body_fr = forms.CharField(required=False, label=_("Texte"), widget=forms.Textarea(attrs={"rows": 9}))
    title_en = forms.CharField(required=False, max_length=TITLE_LIMIT, label=_("Titre en anglais"))
    body_en = forms.CharField(required=False, label=_("Texte en anglais"), widget=forms.Textarea(attrs={"rows": 9}))
    note = forms.CharField(
        required=False,
        max_length=300,
        label=_("Ce qui change"),
        help_text=_("Tout le monde peut lire cette note dans l’historique : « L’heure est corrigée. »"),
    )

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if post.kind != PostKind.ALERT:
            del self.fields["alert_state"], self.fields["expires_at"]
        spoken = {*policy(post.page).split("+"), *languages(post)}
        for language in {"fr", "en"} - spoken:
            del self.fields[f"title_{language}"], self.fields[f"body_{language}"]
        if post.kind == PostKind.MESSAGE:
            for language in policy(post.page).split("+"):
                self.fields[f"body_{language}"].required = True
            for language in spoken:
                if not getattr(post, f"title_{language}"):
                    self.fields.pop(f"title_{language}", None)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        max_length=500,
        label=_("Motif"),
        help_text=_("Il reste affiché à l’adresse de la publication : « La date était fausse. »"),
    )


class ReturnForm(forms.Form):
    note = forms.CharField(
        max_length=2000,
        label=_("Ce qui est à changer"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
