"""The words that a page may answer with."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from preau.conversations.complaints import Route, route
from preau.conversations.fields import fill
from preau.conversations.models import AnswerTemplate, Conversation, Message
from preau.guide.selectors import values_of
from preau.institutions.models import Capability, Institution
from preau.institutions.selectors import ancestry, institution_of, institutions_where, page_address
from preau.kernel.excerpt import cut, read_words
from preau.posts.models import Post
from preau.posts.selectors import post_address
from preau.users.models import User

from .said import name_of


def templates_for(conversation: Conversation) -> list[AnswerTemplate]:
    """The approved ones of the page's institution and of those above it; those for its kind of message first."""
    line = ancestry(institution_of(conversation.page))
    found = AnswerTemplate.objects.filter(institution__in=line, approved_at__isnull=False, retired_at__isnull=True)
    return sorted(found, key=lambda template: (template.kind != conversation.kind or not template.kind, template.title))


def templates_where(user: User) -> QuerySet[AnswerTemplate]:
    """The templates, approved or not, of the institutions on which `user` moderates."""
    mine = institutions_where(user, Capability.MODERATE)
    found = AnswerTemplate.objects.filter(institution__in=mine, retired_at__isnull=True)
    return found.select_related("institution", "saved_by", "approved_by").order_by("institution__path", "title", "pk")


def approvable(user: User) -> Q:
    """Of those, the ones that `user` may approve."""
    return Q(institution__in=institutions_where(user, Capability.PUBLISH))


def filled(template: AnswerTemplate, asked: Message, language: str) -> str:
    """The template's words for whoever said `asked`, with what is known in its fields."""
    return fill(template.text_in(language), _values(asked, language))


def complaint_route(institution: Institution | None, language: str) -> Route:
    """The legal route of a complaint, with the board's own person in charge where the guide knows them."""
    return route(language, str(values_of(institution).get("complaints_officer") or ""))


def _values(asked: Message, language: str) -> dict[str, str]:
    conversation = asked.conversation
    page, post = conversation.page, conversation.post
    institution = institution_of(page)
    return {
        "name": name_of(asked),
        "page": page.name,
        "institution": institution.name if institution else page.name,
        "post": _title(post, language) if post else "",
        "link": post_address(post) if post else page_address(page),
    }


def _title(post: Post, language: str) -> str:
    first, other = ("en", "fr") if language == "en" else ("fr", "en")
    for name in (f"title_{first}", f"title_{other}", f"html_{first}", f"html_{other}"):
        words = getattr(post, name)
        if words:
            return cut(read_words(words) if name.startswith("html") else words, 80)
    return ""
