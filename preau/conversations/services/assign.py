from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from preau.conversations.models import Conversation
from preau.conversations.selectors.colleagues import assignees_of, teams_of
from preau.institutions.models import Institution
from preau.kernel.errors import Invalid
from preau.users.models import User

from .handling import settled, taken


@transaction.atomic
def conversation_assign(
    *, conversation: Conversation, actor: User, to: User | None = None, team: Institution | None = None
) -> Conversation:
    """Entrust it to a person who moderates its page, or to the people of its school or board; or, without either, to
    nobody. Raises NotAllowed, or Invalid for somebody who could not answer."""
    found = taken(conversation, actor)
    if to is not None and to != actor and not assignees_of(found).filter(pk=to.pk).exists():
        raise Invalid(_("Cette personne ne répond pas au nom de cette page : elle ne pourrait rien en faire."))
    if team is not None and team not in teams_of(found):
        raise Invalid(_("Cet organisme ne répond pas au nom de cette page."))
    if (found.assignee, found.team) == (to, team):
        return found
    found.assignee, found.team = to, team
    told = {"to": to.pk if to else None, "team": team.pk if team else None}
    return settled(found, "conversation.assigned", actor, "assignee", "team", **told)
