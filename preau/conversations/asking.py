"""Forms of people without an account: to ask or comment, to go on, to be sent a lost link."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from preau.institutions.models import Page
from preau.kernel import markup
from preau.kernel.text import fold
from preau.ui.fields import AddressField, BaitForm

from . import limits
from .services.heard import calm
from .tokens import form_token, read_form_token

MARKS = "✓✔☑✅"  # the official mark is ours to give


class NameField(forms.CharField):
    """A name or pseudonym. Errors: none left once it is made calm, or that of `page` itself."""

    page: Page | None = None

    def clean(self, value: Any) -> str:
        name = calm("".join(c for c in str(value or "") if c not in MARKS))[: 4 * limits.NAME].strip()
        if not any(c.isalnum() for c in name):
            raise forms.ValidationError(gettext("Écrivez un nom ou un pseudonyme : il paraîtra avec votre message."))
        if len(name) > limits.NAME:
            raise forms.ValidationError(gettext("Ce nom est trop long : %d caractères au plus.") % limits.NAME)
        if self.page is not None and fold(name) == fold(self.page.name):
            raise forms.ValidationError(gettext("C’est le nom de la page. Choisissez-en un qui est le vôtre."))
        return name


def _limit() -> str:
    return gettext("%(limit)s caractères au plus.") % {"limit": number_format(limits.WORDS, force_grouping=True)}


class WordsField(forms.CharField):
    """What is said. Errors: nothing, or more than `limits.WORDS` characters, with how many too many."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 6})
        super().__init__(widget=widget, help_text=lazy(_limit, str)(), strip=True, **options)

    def clean(self, value: Any) -> str:
        text = str(value or "")
        if len(text) > limits.LOOKED_AT:
            raise forms.ValidationError(gettext("Ce texte est beaucoup trop long. Gardez-en l’essentiel."))
        words = markup.tidy(text).strip()
        if not any(c.isalnum() for c in words):
            raise forms.ValidationError(gettext("Écrivez d’abord votre message."))
        over = markup.length(words) - limits.WORDS
        if over > 0:
            raise forms.ValidationError(gettext("Le texte dépasse la limite : retirez-en %d caractères.") % over)
        return words


class TimedForm(BaitForm):
    """One that knows when it was shown. Sent too soon or too late, it comes back with all that was typed."""

    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given = read_form_token(str(self.data.get("token", "")))
        self.number, age = given or ("", dt.timedelta())
        if self.errors:  # it comes back anyway
            return self.cleaned_data
        if given is None:
            self.add_error(None, gettext("Ce formulaire est resté ouvert longtemps. Vos mots sont là : envoyez-les."))
        elif age < limits.TYPED_AFTER:
            self.add_error(None, gettext("C’était très rapide. Relisez-vous, puis envoyez de nouveau."))
        return self.cleaned_data

    @property
    def next_token(self) -> str:
        """For the form as it is shown now: the same while it holds, so that what is sent twice is kept once."""
        given = str(self.data.get("token", ""))
        return given if read_form_token(given) else form_token(is_read=self.is_bound)


class AskForm(TimedForm):
    text = WordsField(label=_("Votre message"))
    name = NameField(
        label=_("Votre nom ou un pseudonyme"),
        help_text=_("Il paraît avec votre message."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    email = AddressField(help_text=_("Jamais affiché. Il sert à confirmer votre message et à vous répondre."))
    private = forms.BooleanField(required=False, label=_("En privé, à l’équipe seulement : rien ne paraît en public"))

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["name"]
        assert isinstance(field, NameField)  # noqa: S101
        field.page = page


class GoOnForm(TimedForm):
    text = WordsField(label=_("Votre réponse"))
    answers = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


class LostLinkForm(BaitForm):
    email = AddressField()
