"""What allows somebody to quote one of our posts (FEP-044f): other servers look it up before they show the two."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from preau.channels.selectors import origin_of
from preau.federation.models import Reaction, ReactionKind
from preau.federation.protocol import addresses
from preau.federation.protocol.context import MEDIA_TYPE, standing
from preau.posts.models import PostState
from preau.users.services import public

from .answering import domain_of, written


@public
@require_safe
def quote(request: HttpRequest, reaction_id: int) -> HttpResponse:
    """Never kept in memory: it ends with the quote, and with the post. Errors: 404."""
    quotes = Reaction.objects.filter(kind=ReactionKind.QUOTE, post__state=PostState.PUBLISHED)
    found = quotes.select_related("post__page__domain").filter(post__page__domain=domain_of(request))
    reaction = found.filter(pk=reaction_id).first()
    if reaction is None:
        raise Http404
    origin = origin_of(reaction.post.page.domain)
    document = {
        "id": addresses.quote_uri(origin, reaction.pk),
        "type": "QuoteAuthorization",
        "attributedTo": addresses.actor_uri(origin, reaction.post.page_id),
        "interactingObject": reaction.uri,
        "interactionTarget": addresses.post_uri(origin, reaction.post_id),
    }
    return written(standing(document), MEDIA_TYPE)
