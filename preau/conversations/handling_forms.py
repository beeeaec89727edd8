"""The forms of the desk's own work on conversations: notes, handing over, joining, labels."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from preau.institutions.models import Institution, Page

from .forms import MAX_ID
from .models import LabelColor


class NoteForm(forms.Form):
    """What is said to colleagues. Its length is the service's to judge."""

    note = forms.CharField(required=False, strip=True, widget=forms.Textarea(attrs={"rows": 3}))


class TransferForm(forms.Form):
    """To which page, and what its people should know. `mine`: ids of the pages whose conversations the person reads."""

    to = forms.TypedChoiceField(coerce=int, label=_("À quelle page"))
    note = forms.CharField(
        max_length=2000,
        label=_("Note pour les personnes qui la reçoivent"),
        help_text=_("Ce qu’elles doivent savoir. Le public ne la voit pas."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, pages: list[Page], mine: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [(page.pk, self._words(page, page.pk in mine)) for page in pages]
        cast(forms.TypedChoiceField, self.fields["to"]).choices = [("", _("Choisissez une page")), *chosen]

    @staticmethod
    def _words(page: Page, is_mine: bool) -> str:
        return page.name if is_mine else gettext("%(page)s — vous n’y aurez plus accès") % {"page": page.name}


class MergeForm(forms.Form):
    into = forms.IntegerField(min_value=1, max_value=MAX_ID)


class LabelForm(forms.Form):
    board = forms.ModelChoiceField(Institution.objects.none(), label=_("Centre de services"), empty_label=None)
    name = forms.CharField(max_length=40, label=_("Nom de l’étiquette"))
    color = forms.ChoiceField(choices=LabelColor.choices, label=_("Couleur"), initial=LabelColor.MINT)
    needs_review = forms.BooleanField(
        required=False,
        label=_("Demander un deuxième regard"),
        help_text=_("Une réponse à une conversation qui la porte est relue par une autre personne avant de partir."),
    )

    def __init__(self, *args: Any, boards: QuerySet[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Institution]", self.fields["board"]).queryset = boards
