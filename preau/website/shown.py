"""Posts as a reader sees them: in the language asked for where it exists, with addresses that lead somewhere."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from preau.institutions.models import Page
from preau.kernel import clock
from preau.kernel.excerpt import cut, read_words, telling_words
from preau.posts.models import AlertState, Attachment, Post, PostKind, PostState
from preau.posts.selectors import state_words

from .addresses import absolute, path_to

HEADING = re.compile(r"</?h([2-6])>")
LONG, LONG_ARTICLE = 1500, 400  # characters of HTML
OTHER = {"fr": "en", "en": "fr"}


def reader_language() -> str:
    """ "fr" or "en"."""
    return (get_language() or "fr")[:2]


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """One picture: `sources` is a srcset, `src` the middle width; sizes in pixels are those of the widest."""

    src: str
    widest: str
    sources: str
    media_type: str
    width: int
    height: int
    alt: str


def shown_picture(attachment: Attachment, language: str) -> ShownPicture | None:
    files = attachment.picture.renditions
    if not files:
        return None
    middle, widest = files[len(files) // 2], files[-1]
    alts = {"fr": attachment.alt_fr, "en": attachment.alt_en}
    return ShownPicture(
        src=settings.MEDIA_URL + middle["file"],
        widest=settings.MEDIA_URL + widest["file"],
        sources=", ".join(f"{settings.MEDIA_URL}{file['file']} {file['width']}w" for file in files),
        media_type=widest.get("type", "image/webp"),
        width=widest["width"],
        height=widest["height"],
        alt=alts[language] or alts[OTHER[language]],
    )


class Shown:
    """One post, shown in `language` if it is written in it, else in the other."""

    def __init__(self, post: Post, language: str | None = None, on: Page | None = None) -> None:
        self.post = post
        self.page = post.page
        wanted = language or reader_language()
        self.language = wanted if self._written(wanted) else OTHER[wanted]
        self.asked = wanted
        self.is_from_elsewhere = on is not None and on.pk != post.page_id

    def _written(self, language: str) -> bool:
        return bool(getattr(self.post, f"body_{language}") or getattr(self.post, f"title_{language}"))

    @property
    def foreign(self) -> str:
        """The post's language where it is not that of the page around it, else nothing."""
        return "" if self.language == self.asked else self.language

    @property
    def only_in(self) -> str:
        """What says it to a reader who asked for the other one."""
        return _("en français seulement") if self.language == "fr" else _("en anglais seulement")

    @property
    def title(self) -> str:
        return str(getattr(self.post, f"title_{self.language}"))

    @property
    def html(self) -> SafeString:
        """Cleaned by an allow-list when it was written (`posts`)."""
        return mark_safe(getattr(self.post, f"html_{self.language}"))  # noqa: S308

    @cached_property
    def whole(self) -> SafeString:
        """The text where it stands alone under its title: its own headings begin at the second level."""
        return self._headed_from(2)

    @property
    def quoted(self) -> SafeString:
        """The text where it stands under a title of the third level."""
        return self._headed_from(4)

    def _headed_from(self, first: int) -> SafeString:
        levels = [int(level) for level in HEADING.findall(self.html)]
        up = min(levels, default=first) - first

        def lifted(found: re.Match[str]) -> str:
            return found[0].replace(found[1], str(min(int(found[1]) - up, 6)))

        return mark_safe(HEADING.sub(lifted, self.html))  # noqa: S308

    @cached_property
    def text(self) -> str:
        """The words alone, without any mark."""
        return read_words(self.html) or " ".join(str(getattr(self.post, f"body_{self.language}")).split())

    @cached_property
    def summary(self) -> str:
        """A sentence or two, plain, for cards, search engines and lists: headings and lists left out."""
        return cut(telling_words(self.html) or self.text, 220)

    @property
    def is_long(self) -> bool:
        """Too long to stand whole in a list."""
        return len(self.html) > (LONG_ARTICLE if self.post.is_article else LONG)

    @property
    def heading(self) -> str:
        """The title, or the beginning of the text."""
        return self.title or cut(self.summary, 90)

    @cached_property
    def pictures(self) -> list[ShownPicture]:
        found = (shown_picture(attachment, self.language) for attachment in self.post.attachments.all())
        return [picture for picture in found if picture]

    @property
    def path(self) -> str:
        return path_to("post", self.page.handle, self.post.pk, language=self.asked)

    @property
    def address(self) -> str:
        """For ever, and the same in both languages: the French path is the canonical one."""
        return absolute(self.page.domain, path_to("post", self.page.handle, self.post.pk, language="fr"))

    @property
    def is_alert(self) -> bool:
        return self.post.kind == PostKind.ALERT

    @property
    def tone(self) -> str:
        """closed | delayed | open | info: how grave an alert is, for colours."""
        return TONES.get(AlertState(self.post.alert_state or "info"), "info")

    @property
    def is_statement(self) -> bool:
        """A « mise au point »."""
        return self.post.kind == PostKind.STATEMENT

    @property
    def is_over(self) -> bool:
        """An alert whose time has passed: what it says is no longer so."""
        return self.is_alert and self.post.expires_at is not None and self.post.expires_at <= clock.now()

    @property
    def is_withdrawn(self) -> bool:
        return self.post.state == PostState.WITHDRAWN

    @property
    def changed_at(self) -> dt.datetime:
        return self.post.edited_at or self.post.published_at or self.post.saved_at

    @property
    def state_words(self) -> str:
        return state_words(self.post, self.page)


def shown(posts: Iterable[Post], *, on: Page | None = None, language: str | None = None) -> list[Shown]:
    return [Shown(post, language, on) for post in posts]


def ends_of(posts: Iterable[Shown]) -> list[dt.datetime]:
    """When what a page says of these changes by itself: the alerts among them that have yet to end."""
    return [seen.post.expires_at for seen in posts if seen.is_alert and seen.post.expires_at and not seen.is_over]


@dataclass(frozen=True, slots=True)
class Banner:
    """One line of the answer to « is my school open? »."""

    words: str
    tone: str  # closed | delayed | open | info: a class of page.css
    alert: Shown
    until: dt.datetime | None


TONES = {
    AlertState.CLOSED: "closed",
    AlertState.DELAYED: "delayed",
    AlertState.DISRUPTED: "delayed",
    AlertState.OPEN: "open",
}


def banners(alerts: Iterable[Post], page: Page) -> list[Banner]:
    return [
        Banner(
            words=state_words(alert, page),
            tone=Shown(alert).tone,
            alert=Shown(alert),
            until=alert.expires_at,
        )
        for alert in alerts
    ]
