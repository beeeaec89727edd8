"""The letters of one post on one page, whose content differs from reader to reader by a few words alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from preau.channels.models import Delivery
from preau.channels.selectors import origin_of
from preau.channels.services.plan import page_ids
from preau.kernel import clock
from preau.mail.services.sending.blank import Blank
from preau.posts.models import Post, PostKind, PostState
from preau.subscriptions.models import Letter, Subscription
from preau.subscriptions.tokens import letter_token

from .content import post_blank
from .links import unsubscribe_link
from .readers import ToReaders


def load_post(post_id: int) -> Post:
    """A post with everything a letter of it shows."""
    posts = Post.objects.select_related("page__domain", "page__institution", "page__official")
    return posts.prefetch_related("attachments__picture").get(pk=post_id)


def names_in_words(names: list[str]) -> str:
    """« A », « A et B », « A, B et C », in the language that is active."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s et %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


class PostSource(ToReaders):
    def __init__(self, delivery: Delivery) -> None:
        self.delivery = delivery
        self.post = load_post(delivery.post_id)
        self.pages = page_ids(self.post)
        self.origin = origin_of(self.post.page.domain)
        self.blanks: dict[str, Blank] = {}
        self.followed: dict[int, list[str]] = {}

    @property
    def is_over(self) -> bool:
        """Withdrawn, or an alert whose time has passed: yesterday's closed school must not reach anybody today."""
        expired = self.post.expires_at is not None and self.post.expires_at <= clock.now()
        return self.post.state != PostState.PUBLISHED or (self.post.kind == PostKind.ALERT and expired)

    def letters(self) -> QuerySet[Letter]:
        return Letter.objects.filter(delivery=self.delivery).select_related("subscriber")

    def prepare(self, letters: list[Letter]) -> None:
        readers = [letter.subscriber_id for letter in letters]
        rows = Subscription.objects.filter(subscriber__in=readers, page__in=self.pages, confirmed_at__isnull=False)
        followed: dict[int, list[str]] = defaultdict(list)
        for reader, name in rows.order_by("page__name").values_list("subscriber_id", "page__name"):
            followed[reader].append(name)
        self.followed = followed
        for language in {letter.subscriber.language for letter in letters} - set(self.blanks):
            self.blanks[language] = post_blank(self.post, language)

    def writer(self, letter: Letter) -> Callable[[], bytes] | None:
        names = self.followed.get(letter.subscriber_id)
        if not names or self.is_over:  # unsubscribed since the letter was written
            return None
        reader = letter.subscriber
        token = letter_token(letter.pk)
        values = {"manage": reader.key, "unsubscribe": token, "reason": reason(names, reader.language)}
        link = unsubscribe_link(self.origin, "fr", token)
        fill = self.blanks[reader.language].fill
        return partial(fill, name=f"lettre.{letter.pk}", recipient=reader.email, values=values, unsubscribe=link)


def reason(names: list[str], language: str) -> str:
    """Why a reader gets a letter, in their language."""
    with override(language):
        words = _("Vous recevez ce courriel parce que vous suivez %(pages)s.")
        return words % {"pages": names_in_words(names)}
