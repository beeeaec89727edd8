"""What stands between a draft and its publication, in words for the person who wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.kernel import clock
from preau.posts.models import AlertState, Post, PostKind

from .content import languages, policy


@dataclass(frozen=True, slots=True)
class Obstacle:
    """`field`: the name of the control to mend it in. An advice hinders nothing."""

    field: str
    message: str
    is_advice: bool = False

    @property
    def anchor(self) -> str:
        """The id of that control on the screen."""
        return self.field if self.field.startswith("alt_") else f"id_{self.field}"


def obstacles(post: Post) -> list[Obstacle]:
    """All that hinders the publication of `post`, the first thing to mend first; then the advice."""
    found = [*_of_the_page(post), *_of_texts(post), *_of_pictures(post), *_of_alerts(post)]
    return sorted(found, key=lambda obstacle: obstacle.is_advice)


def _of_the_page(post: Post) -> Iterator[Obstacle]:
    if not post.page.is_open:
        yield Obstacle("page", _("La page %(page)s n’est pas ouverte au public.") % {"page": post.page.name})


def _of_texts(post: Post) -> Iterator[Obstacle]:
    first, _plus, second = policy(post.page).partition("+")
    has_pictures = post.attachments.exists()
    if not getattr(post, f"body_{first}") and not (has_pictures and post.kind == PostKind.MESSAGE):
        yield Obstacle(f"body_{first}", _NEEDS_TEXT[first]())
    for language in {first, *languages(post)}:
        if post.is_article and not getattr(post, f"title_{language}"):
            yield Obstacle(f"title_{language}", _NEEDS_TITLE[language]())
    if second and second not in languages(post):
        message = _("Cette page publie aussi en anglais : ajoutez le texte anglais si vous le pouvez.")
        yield Obstacle(f"body_{second}", message, is_advice=True)


_NEEDS_TEXT = {
    "fr": lambda: _("Écrivez le texte en français."),
    "en": lambda: _("Écrivez le texte en anglais."),
}
_NEEDS_TITLE = {
    "fr": lambda: _("Donnez un titre au texte."),
    "en": lambda: _("Donnez un titre anglais au texte."),
}
_NEEDS_ALT = {
    "fr": lambda: _("Décrivez l’image %(number)d : une personne qui ne la voit pas entendra cette phrase."),
    "en": lambda: _("Décrivez en anglais l’image %(number)d."),
}


def _of_pictures(post: Post) -> Iterator[Obstacle]:
    published = languages(post) or [policy(post.page).partition("+")[0]]
    for number, attachment in enumerate(post.attachments.all(), start=1):
        for language in published:
            if not getattr(attachment, f"alt_{language}").strip():
                yield Obstacle(f"alt_{language}_{attachment.pk}", _NEEDS_ALT[language]() % {"number": number})


def _of_alerts(post: Post) -> Iterator[Obstacle]:
    if post.kind != PostKind.ALERT:
        return
    if post.alert_state not in AlertState.values:
        yield Obstacle("alert_state", _("Dites si l’école est ouverte, fermée ou en retard."))
    if post.expires_at and post.expires_at <= clock.now():
        yield Obstacle("expires_at", _("La fin de l’alerte est déjà passée : choisissez une heure à venir."))
