from __future__ import annotations

from django.db.models import QuerySet

from preau.channels.models import Channel
from preau.institutions.models import Capability
from preau.institutions.selectors import pages_where
from preau.users.models import User


def declared(user: User, capability: Capability = Capability.PUBLISH) -> QuerySet[Channel]:
    """Accounts elsewhere of the pages on which `user` holds `capability`, ended ones too; hosted networks left out."""
    accounts = Channel.objects.filter(page__in=pages_where(user, capability)).exclude(address="")
    return accounts.select_related("page", "verified_by").order_by("page__name", "page_id", "network", "id")
