from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from preau.listening.models import Source, Term, TermKind
from preau.listening.selectors import Suggestion
from preau.listening.services import Sought
from preau.ui.fields import IdsField

MOST_ROWS = 400
_ROW = re.compile(r"t(\d{1,3})-text")


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term that a watch has, or that is offered to it. Its fields are named `t<number>-…`."""

    number: int
    text: str
    kind: str
    is_kept: bool
    is_near: bool = False
    needs_context: bool = False
    group: str | Promise = ""

    @property
    def is_name(self) -> bool:
        """Whether it may be written with an error, or need a context."""
        return self.kind in (TermKind.NAME, TermKind.WORD)

    @property
    def label(self) -> str:
        return str(TermKind(self.kind).label)


def rows_for(terms: Iterable[Term], suggestions: Iterable[Suggestion]) -> list[TermRow]:
    """The terms that there are, then what is offered besides."""
    own = [(t.text, t.kind, True, t.is_near, t.needs_context, gettext_lazy("Ce qu’elle cherche")) for t in terms]
    known = {(text.casefold(), kind == TermKind.CONTEXT) for text, kind, *_rest in own}
    offered = [
        (s.text, s.kind, s.is_chosen and not own, s.is_near, s.is_shared, s.group)
        for s in suggestions
        if (s.text.casefold(), s.kind == TermKind.CONTEXT) not in known
    ]
    return [TermRow(number, *row) for number, row in enumerate([*own, *offered][:MOST_ROWS])]


def rows_sent(data: Any) -> list[TermRow]:
    """The rows of a form that was sent, as they were on screen."""
    numbers = sorted(int(found[1]) for name in list(data)[:5_000] if (found := _ROW.fullmatch(name)))[:MOST_ROWS]
    return [
        TermRow(
            number,
            data[f"t{number}-text"][:200],
            data.get(f"t{number}-kind", "") if data.get(f"t{number}-kind") in TermKind.values else TermKind.NAME,
            f"t{number}-kept" in data,
            f"t{number}-near" in data,
            f"t{number}-context" in data,
            data.get(f"t{number}-group", "")[:60],
        )
        for number in numbers
    ]


class WatchForm(forms.Form):
    """A watch: rows of terms to keep or not, and boxes for more, one a line."""

    name = forms.CharField(label=gettext_lazy("Nom de la veille"), max_length=120)
    names = forms.CharField(
        label=gettext_lazy("Autres noms, mots ou #mots-clics"),
        help_text=gettext_lazy("Un par ligne : un surnom, un projet, le nom d’une équipe."),
        required=False,
        max_length=8_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_near = forms.BooleanField(
        label=gettext_lazy("Les trouver aussi avec une faute de frappe"), required=False, initial=True
    )
    contexts = forms.CharField(
        label=gettext_lazy("Autres lieux ou contextes"),
        help_text=gettext_lazy("Un par ligne. Un nom porté ailleurs ne compte que si l’un d’eux est tout près."),
        required=False,
        max_length=8_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    exclusions = forms.CharField(
        label=gettext_lazy("Mots à écarter"),
        help_text=gettext_lazy("Un par ligne. Un texte où l’un d’eux paraît ne compte pas pour cette veille."),
        required=False,
        max_length=8_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    sources = IdsField(
        label=gettext_lazy("Où écouter"),
        queryset=Source.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, rows: list[TermRow], sources: QuerySet[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows_sent(self.data) if self.is_bound else rows
        self.fields["sources"].queryset = sources  # type: ignore[attr-defined]

    def sought(self) -> list[Sought]:
        """All that was asked for, rows first."""
        kept = [
            Sought(row.text, TermKind(row.kind), row.is_near, row.needs_context) for row in self.rows if row.is_kept
        ]
        near = self.cleaned_data["is_near"]
        kept += [Sought(line, TermKind.NAME, is_near=near) for line in self._lines("names")]
        kept += [Sought(line, TermKind.CONTEXT) for line in self._lines("contexts")]
        return [*kept, *(Sought(line, TermKind.EXCLUSION) for line in self._lines("exclusions"))]

    def _lines(self, name: str) -> list[str]:
        return [line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()]


class TrialForm(forms.Form):
    """A text to try a watch on."""

    title = forms.CharField(label=gettext_lazy("Titre"), max_length=300, required=False)
    text = forms.CharField(
        label=gettext_lazy("Texte"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )


class AsideForm(forms.Form):
    note = forms.CharField(max_length=500, required=False)
