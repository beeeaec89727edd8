"""A day's or a week's posts for each reader, rendered once for all who follow the same pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from preau.channels.selectors import origin_of
from preau.institutions.models import Page
from preau.mail.services.sending.blank import Blank
from preau.posts.models import Placement, Post, PostState
from preau.subscriptions.models import DigestIssue, Frequency, Letter, Subscription
from preau.subscriptions.tokens import letter_token

from .content import Told, frame, render, tell
from .links import unsubscribe_link
from .readers import ToReaders

MAX_POSTS_A_PAGE = 10  # the rest is one link away


@dataclass(frozen=True, slots=True)
class Section:
    """A page's posts of the period, oldest last; `more` is how many are not shown."""

    page: Page
    posts: list[Told]
    more: int


def placements_of(issue: DigestIssue) -> QuerySet[Placement]:
    """What was published in the issue's time and still stands."""
    shown = Placement.objects.filter(published_at__gte=issue.since, published_at__lt=issue.until)
    return shown.filter(post__state=PostState.PUBLISHED)


class DigestSource(ToReaders):
    def __init__(self, issue: DigestIssue) -> None:
        self.issue = issue
        self.posts: dict[int, list[Post]] = {}
        self.pages: dict[int, Page] = {}
        self.followed: dict[int, list[int]] = {}
        self.blanks: dict[tuple[str, tuple[int, ...]], Blank] = {}

    def letters(self) -> QuerySet[Letter]:
        return Letter.objects.filter(period=self.issue.period).select_related("subscriber")

    def prepare(self, letters: list[Letter]) -> None:
        readers = [letter.subscriber_id for letter in letters]
        rows = Subscription.objects.filter(
            subscriber__in=readers, frequency=self.issue.frequency, confirmed_at__isnull=False
        )
        followed: dict[int, list[int]] = defaultdict(list)
        for reader, page in rows.order_by("page__name", "page").values_list("subscriber_id", "page"):
            followed[reader].append(page)
        self.followed = followed
        self._read({page for pages in followed.values() for page in pages})
        for letter in letters:  # here, so that nothing is rendered between marking a letter and handing it over
            self._blank(letter)

    def _read(self, page_ids: Iterable[int]) -> None:
        unread = [page for page in page_ids if page not in self.posts]
        self.posts |= {page: [] for page in unread}
        rows = placements_of(self.issue).filter(page__in=unread).select_related("post__page__domain")
        for placement in rows.order_by("-published_at", "-pk"):
            self.posts[placement.page_id].append(placement.post)
        pages = Page.objects.filter(pk__in=unread).select_related("domain", "institution", "official")
        self.pages |= {page.pk: page for page in pages}

    def _sections(self, page_ids: Iterable[int], language: str) -> list[Section]:
        """A post that a board cascaded to its school is told once, under the first page that the reader follows."""
        told: set[int] = set()
        sections = []
        for page_id in page_ids:
            posts = [post for post in self.posts[page_id] if post.pk not in told]
            told |= {post.pk for post in posts}
            shown = [tell(post, language) for post in posts[:MAX_POSTS_A_PAGE]]
            if shown:
                sections.append(Section(self.pages[page_id], shown, len(posts) - len(shown)))
        return sections

    def _blank(self, letter: Letter) -> Blank | None:
        pages = tuple(page for page in self.followed.get(letter.subscriber_id, []) if self.posts[page])
        language = letter.subscriber.language
        if not pages:
            return None
        if (language, pages) not in self.blanks:
            self.blanks[language, pages] = self._render(self._sections(pages, language), language)
        return self.blanks[language, pages]

    def _render(self, sections: list[Section], language: str) -> Blank:
        page = sections[0].page
        number = sum(len(section.posts) + section.more for section in sections)
        subject = _subject(self.issue, number, language)
        context = frame(page, language) | {"subject": subject, "sections": sections}
        text, html = render("digest", context, language)
        name = page.name if len(sections) == 1 else page.domain.name
        return Blank(subject=subject, sender_name=name, text=text, html=html)

    def writer(self, letter: Letter) -> Callable[[], bytes] | None:
        blank = self._blank(letter)
        if blank is None:
            return None
        reader, token = letter.subscriber, letter_token(letter.pk)
        origin = origin_of(self.pages[self.followed[reader.pk][0]].domain)
        values = {"manage": reader.key, "unsubscribe": token, "reason": _reason(self.issue, reader.language)}
        link = unsubscribe_link(origin, "fr", token)
        return partial(blank.fill, name=f"lettre.{letter.pk}", recipient=reader.email, values=values, unsubscribe=link)


def _subject(issue: DigestIssue, number: int, language: str) -> str:
    with override(language):
        posts = ngettext("%(number)s publication", "%(number)s publications", number) % {"number": number}
        if issue.frequency == Frequency.WEEKLY:
            return _("Votre semaine : %(posts)s") % {"posts": posts}
        return _("Depuis hier : %(posts)s") % {"posts": posts}


def _reason(issue: DigestIssue, language: str) -> str:
    with override(language):
        if issue.frequency == Frequency.WEEKLY:
            return _("Vous recevez ce courriel parce que vous avez demandé un résumé par semaine.")
        return _("Vous recevez ce courriel parce que vous avez demandé un résumé par jour.")
