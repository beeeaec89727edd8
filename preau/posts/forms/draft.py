from __future__ import annotations

import datetime as dt
import re
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from preau.institutions.models import Capability, Page
from preau.institutions.selectors import pages_where
from preau.kernel import clock
from preau.posts.models import AlertState, Post, PostKind
from preau.posts.selectors.desk import open_pages_where
from preau.posts.services import Content
from preau.posts.services.content import TEXTS, TITLE_LIMIT, Alts
from preau.posts.services.rights import below
from preau.ui.fields import IdsField
from preau.users.models import User

SHOWN_PAGES = 40  # beyond, pages are searched for
_ALT = re.compile(r"alt_(fr|en)_(\d{1,18})")


def published_alts(data: Any) -> Alts:
    """The alternative texts among the fields of a form: `alt_fr_12` is the French one of the attachment 12."""
    found: dict[int, list[str]] = {}
    for name in list(data)[:100]:
        if match := _ALT.fullmatch(name):
            found.setdefault(int(match[2]), ["", ""])[match[1] == "en"] = data[name]
    return {pk: (texts[0], texts[1]) for pk, texts in found.items()}


class DraftForm(forms.Form):
    """What is typed in the composer. It checks form alone: what hinders publishing is said by `obstacles`."""

    page = forms.ModelChoiceField(queryset=Page.objects.none(), to_field_name="handle", label=_("Au nom de"))
    kind = forms.ChoiceField(
        choices=PostKind.choices, initial=PostKind.MESSAGE, label=_("Genre"), widget=forms.RadioSelect
    )
    alert_state = forms.ChoiceField(
        choices=[("", _("Choisir…")), *AlertState.choices], required=False, label=_("L’école est")
    )
    expires_at = forms.DateTimeField(
        required=False,
        label=_("Jusqu’à"),
        help_text=_("La bannière disparaît alors de la page."),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    title_fr = forms.CharField(required=False, max_length=TITLE_LIMIT, label=_("Titre"))
    body_fr = forms.CharField(required=False, label=_("Texte"), widget=forms.Textarea(attrs={"rows": 7}))
    title_en = forms.CharField(required=False, max_length=TITLE_LIMIT, label=_("Titre en anglais"))
    body_en = forms.CharField(required=False, label=_("Texte en anglais"), widget=forms.Textarea(attrs={"rows": 7}))
    cascade = IdsField(queryset=Page.objects.none(), required=False)
    also_for = forms.ModelMultipleChoiceField(queryset=Page.objects.none(), required=False, to_field_name="handle")

    def __init__(self, *args: Any, user: User, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.signer = user, page
        writable = cast(forms.ModelChoiceField, self.fields["page"])
        writable.queryset = pages_where(user, Capability.WRITE).select_related("domain", "institution", "official")
        cast(forms.ModelChoiceField, self.fields["also_for"]).queryset = open_pages_where(user, Capability.PUBLISH)
        for language in ("fr", "en"):
            self.fields[f"body_{language}"].widget.attrs.update({"lang": f"{language}-CA", "data-counted": ""})
            self.fields[f"title_{language}"].widget.attrs["lang"] = f"{language}-CA"

    def clean_page(self) -> Page:
        self.signer = self.cleaned_data["page"]
        field = cast(forms.ModelMultipleChoiceField, self.fields["cascade"])
        field.queryset = below(self.signer)
        return self.signer

    def content(self) -> Content:
        """What was typed, for the services. Pages that the signer can't cascade to are left out with the old signer."""
        values = self.cleaned_data
        made: dict[str, Any] = {name: values.get(name) or "" for name in (*TEXTS, "kind", "alert_state")}
        made |= {"page": values["page"], "expires_at": values.get("expires_at"), "alts": published_alts(self.data)}
        schools = below(values["page"])
        if made["kind"] == PostKind.MESSAGE:
            made["title_fr"] = made["title_en"] = ""
        if "has_cascade" in self.data:  # the screen showed the choice: what is not ticked is not chosen
            made["cascade"] = list(schools if "cascade_all" in self.data else values.get("cascade") or [])
        if "has_also_for" in self.data:
            made["also_for"] = list(values.get("also_for") or [])
        return cast(Content, made)

    def clean(self) -> dict[str, Any]:
        """A school ticked under another signer is no fault of the person: it is dropped."""
        for name in ("cascade", "also_for"):
            if name in self.errors:
                del self.errors[name]
                self.cleaned_data[name] = []
        return self.cleaned_data


def initial_for(page: Page) -> dict[str, Any]:
    """The values of the form for a new text. An alert ends tonight, unless somebody says otherwise; one written at the
    end of the day speaks of tomorrow."""
    now = timezone.localtime(clock.now())
    night = (now + dt.timedelta(days=now.hour >= 16)).replace(hour=23, minute=59, second=0, microsecond=0)
    return {"page": page.handle, "kind": PostKind.MESSAGE, "expires_at": night}


def initial_of(post: Post) -> dict[str, Any]:
    """The values of the form for a draft."""
    words = {name: getattr(post, name) for name in (*TEXTS, "kind", "alert_state")}
    base = initial_for(post.page)
    return base | words | {"expires_at": post.expires_at if post.kind == PostKind.ALERT else base["expires_at"]}
