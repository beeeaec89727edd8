from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import PreauError
from preau.posts import services
from preau.posts.models import DraftCopy, Post
from preau.posts.selectors.desk import open_copies

from .composer import languages_of, person


@needs(Capability.WRITE)
def choose(request: HttpRequest, copy_id: int) -> HttpResponse:
    """Two texts of one draft, side by side: the person says which one goes on. The other is kept."""
    copy = get_object_or_404(open_copies(person(request)), pk=copy_id)
    if request.method == "POST":
        return _choose(request, copy)
    shown = {
        "section": "write",
        "copy": copy,
        "draft": copy.post,
        "sides": [("fr", *_pair(copy, "fr")), ("en", *_pair(copy, "en"))],
        "languages": languages_of(copy.post.page),
    }
    return render(request, "posts/copy.html", shown)


def _pair(copy: DraftCopy, language: str) -> tuple[str, str]:
    """The draft's words and those of the copy in one language, the descriptions of pictures after them."""

    def text(words: Post | DraftCopy, alts: dict[str, list[str]]) -> str:
        parts = [getattr(words, f"title_{language}"), getattr(words, f"body_{language}")]
        for number, attachment in enumerate(attachments, start=1):
            alt = alts.get(str(attachment.pk), ["", ""])[language == "en"]
            parts.append(alt and _("Image %(number)d : %(alt)s") % {"number": number, "alt": alt})
        return "\n\n".join(part for part in parts if part)

    attachments = list(copy.post.attachments.all())
    described = {str(a.pk): [a.alt_fr, a.alt_en] for a in attachments}
    return text(copy.post, described), text(copy, copy.alts)


def _choose(request: HttpRequest, copy: DraftCopy) -> HttpResponse:
    user = person(request)
    version = request.POST.get("version", "")
    try:
        if request.POST.get("keep") == "copy":
            seen = int(version) if version.isdecimal() and len(version) < 10 else 0
            services.copy_take(actor=user, copy=copy, version=seen)
        else:
            services.copy_leave(actor=user, copy=copy)
    except PreauError as error:
        messages.error(request, str(error))
        return redirect("posts:resume", post_id=copy.post_id)
    messages.success(request, _("C’est choisi. L’autre texte reste au bas de la page du brouillon."))
    return redirect("posts:resume", post_id=copy.post_id)
