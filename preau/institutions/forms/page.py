"""Writing a page: its words, its pictures, its links and fields."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.institutions import ministry
from preau.institutions.models import Page
from preau.institutions.services import PageContent
from preau.institutions.services.page_edit import (
    LABEL_LENGTH,
    MAX_FIELDS,
    MAX_LINKS,
    SUMMARY_LENGTH,
    URL_LENGTH,
    VALUE_LENGTH,
)
from preau.kernel.text import one_line

PICTURES = "image/jpeg,image/png,image/webp,image/avif,image/gif,image/heic"


class PictureInput(forms.FileInput):
    """A file of a picture; what it held before is shown by the preview."""

    def __init__(self, kind: str) -> None:
        super().__init__(attrs={"accept": PICTURES, "data-picture": kind})


class PageForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("Nom affiché"), max_length=200)
    summary_fr = forms.CharField(
        label=gettext_lazy("Présentation"),
        required=False,
        max_length=SUMMARY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "fr-CA"}),
        help_text=gettext_lazy("Deux ou trois phrases : qui vous êtes, pour qui, où. Au plus 600 caractères."),
    )
    summary_en = forms.CharField(
        label=gettext_lazy("Présentation en anglais"),
        required=False,
        max_length=SUMMARY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "en-CA"}),
    )
    portrait = forms.FileField(
        label=gettext_lazy("Portrait"),
        required=False,
        widget=PictureInput("portrait"),
        help_text=gettext_lazy("Un logo ou une photo. Le milieu de l’image est gardé, en carré."),
    )
    portrait_remove = forms.BooleanField(label=gettext_lazy("Retirer le portrait"), required=False)
    banner = forms.FileField(
        label=gettext_lazy("Bannière"),
        required=False,
        widget=PictureInput("banner"),
        help_text=gettext_lazy("Une image large. Une bande du milieu est gardée, trois fois plus large que haute."),
    )
    banner_remove = forms.BooleanField(label=gettext_lazy("Retirer la bannière"), required=False)

    def __init__(self, *args: Any, page: Page, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in ("fr", "en"):
            if language not in languages:
                del self.fields[f"summary_{language}"]
        for kind in ("portrait", "banner"):
            if not getattr(page, kind):
                del self.fields[f"{kind}_remove"]
        self.page = page

    def picture(self, kind: str) -> bytes | None:
        """The bytes that were sent, b"" to remove what is there, None to keep it."""
        sent: UploadedFile | None = self.cleaned_data.get(kind)
        if sent:
            return bytes(sent.read())
        return b"" if self.cleaned_data.get(f"{kind}_remove") else None


class LinkForm(forms.Form):
    label = forms.CharField(label=gettext_lazy("Nom du lien"), required=False, max_length=LABEL_LENGTH)
    url = forms.CharField(label=gettext_lazy("Adresse"), required=False, max_length=URL_LENGTH)

    def clean_url(self) -> str:
        given = self.cleaned_data["url"].strip()
        address = ministry.normalised(given)
        if given and not address:
            raise forms.ValidationError(_("Cette adresse ne peut pas être ouverte. Exemple : https://exemple.ca/menu"))
        return address

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(cleaned["label"]) != bool(cleaned["url"]):
            raise forms.ValidationError(_("Donnez le nom du lien et son adresse, ou laissez les deux vides."))
        return cleaned


class FieldForm(forms.Form):
    label = forms.CharField(label=gettext_lazy("Nom du champ"), required=False, max_length=LABEL_LENGTH)
    value = forms.CharField(label=gettext_lazy("Contenu"), required=False, max_length=VALUE_LENGTH)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(cleaned["label"]) != bool(cleaned["value"]):
            raise forms.ValidationError(_("Donnez le nom du champ et son contenu, ou laissez les deux vides."))
        return cleaned


def _rows(form: type[forms.Form], number: int) -> type[forms.BaseFormSet[forms.Form]]:
    return forms.formset_factory(form, extra=number, max_num=number, absolute_max=number, validate_max=True)


LinkRows = _rows(LinkForm, MAX_LINKS)
FieldRows = _rows(FieldForm, MAX_FIELDS)


class PageEditing:
    """The form of a page and its rows of links and fields, as one."""

    def __init__(self, page: Page, languages: list[str], data: Any = None, files: Any = None) -> None:
        initial = {name: getattr(page, name) for name in ("version", "name", "summary_fr", "summary_en")}
        self.page = page
        self.form = PageForm(data, files, page=page, languages=languages, initial=initial)
        self.links = LinkRows(data, prefix="links", initial=None if data else page.links)
        self.fields = FieldRows(data, prefix="fields", initial=None if data else page.fields)

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.links.is_valid(), self.fields.is_valid()])

    @property
    def version(self) -> int:
        return int(self.form.cleaned_data["version"])

    def content(self) -> PageContent:
        """What was written; a language that the form doesn't show stays as it is."""
        cleaned = self.form.cleaned_data
        return PageContent(
            name=one_line(cleaned["name"]),
            summary_fr=_lines(cleaned.get("summary_fr", self.page.summary_fr)),
            summary_en=_lines(cleaned.get("summary_en", self.page.summary_en)),
            links=[row.cleaned_data for row in self.links if row.cleaned_data.get("label")],
            fields=[row.cleaned_data for row in self.fields if row.cleaned_data.get("label")],
            portrait=self.form.picture("portrait"),
            banner=self.form.picture("banner"),
        )

    def sketch(self) -> dict[str, Any]:
        """What the preview shows of it, sound or not yet."""
        for part in (self.form, self.links, self.fields):
            part.is_valid()
        cleaned = self.form.cleaned_data
        return {
            "name": cleaned.get("name", self.page.name),
            "summary_fr": cleaned.get("summary_fr", ""),
            "summary_en": cleaned.get("summary_en", ""),
            "links": [row.cleaned_data for row in self.links if row.cleaned_data.get("label")],
            "fields": [row.cleaned_data for row in self.fields if row.cleaned_data.get("label")],
        }


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
