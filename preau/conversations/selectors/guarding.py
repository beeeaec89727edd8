"""Who watches over a page, and what waits for them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from preau.conversations.models import Block, Contest, Escalation, Evidence, Message, Removal, Report
from preau.institutions.models import Capability, Institution, Page, Role, RoleKind
from preau.institutions.selectors import ancestry, holds_anywhere, institution_of, institutions_where, pages_where
from preau.kernel import clock
from preau.users.models import User

from .listing import MANY
from .policy import policy_for
from .reach import Reach

MODERATING = [kind for kind in RoleKind if Capability.MODERATE in kind.capabilities]


def moderators_of(page: Page) -> QuerySet[User]:
    """The people who moderate `page`: by a role on its institution or above; of an official's page, the official."""
    if page.official_id is not None:
        return User.objects.filter(official=page.official_id, is_active=True)
    roles = Role.objects.filter(institution__in=ancestry(page.institution), kind__in=MODERATING)
    return User.objects.filter(pk__in=roles.values("user"), is_active=True)


def moderators_below(institution: Institution) -> QuerySet[User]:
    """The people who moderate it, or anything below it: who can be on call."""
    roles = Role.objects.filter(institution__path__startswith=institution.path, kind__in=MODERATING)
    return User.objects.filter(pk__in=roles.values("user"), is_active=True).order_by("name", "email")


def others_who_moderate(page: Page, user: User | None) -> QuerySet[User]:
    """The same, but `user`: who may look again at what `user` decided."""
    return moderators_of(page).exclude(pk=user.pk) if user else moderators_of(page)


def people_on_call(page: Page) -> list[User]:
    """Who is told at once of a danger: those whom the board put on call, else all who moderate the page or, where
    nobody does, its board."""
    policy = policy_for(page)
    called = list(policy.on_call.filter(is_active=True)) if policy.pk else []
    return called or list(moderators_of(page)) or list(_of_its_institution(page))


def _of_its_institution(page: Page) -> QuerySet[User]:
    roles = Role.objects.filter(institution__in=ancestry(institution_of(page)), kind__in=MODERATING)
    return User.objects.filter(pk__in=roles.values("user"), is_active=True)


def moderated_pages(user: User) -> QuerySet[Page]:
    return pages_where(user, Capability.MODERATE).order_by()


def escalations_where(user: User) -> QuerySet[Escalation]:
    """The dangers on the pages that `user` moderates, newest first, wherever the conversation was moved to; those of a
    page of an official also for those who are on call for it."""
    pages = moderated_pages(user)
    mine = Q(page__in=pages) | Q(message__conversation__page__in=pages) | Q(page__in=_called_for(user))
    found = Escalation.objects.filter(mine).order_by("-pk")
    return found.select_related(
        "page", "message__conversation", "conversation", "acknowledged_by", "closed_by", "opened_by"
    )


def _called_for(user: User) -> QuerySet[Page]:
    """The pages of officials for which `user` answers when nobody of their own can: they moderate the institution."""
    mine = institutions_where(user, Capability.MODERATE)
    return Page.objects.filter(official__mandates__institution__in=mine).order_by()


def open_escalations(user: User) -> list[Escalation]:
    """Those that nobody closed. One query where there is none anywhere."""
    if not Escalation.objects.filter(closed_at=None).exists() or not holds_anywhere(user, Capability.MODERATE):
        return []
    return list(escalations_where(user).filter(closed_at=None)[:5])


def evidence_where(user: User) -> QuerySet[Evidence]:
    """What `user` may open: that of the pages of the boards that they administer."""
    boards = institutions_where(user, Capability.ADMINISTER).filter(parent__isnull=True)
    paths = Q(pk__in=[])
    for path in boards.values_list("path", flat=True):
        paths |= Q(page__institution__path__startswith=path) | Q(
            page__official__mandates__institution__path__startswith=path
        )
    found = Evidence.objects.filter(pk__in=Evidence.objects.filter(paths).values("pk"))
    return found.select_related("page", "message", "captured_by", "escalation").order_by("-pk")


def contests_where(user: User) -> QuerySet[Contest]:
    """What was contested on the pages that `user` moderates, newest first."""
    found = Contest.objects.filter(page__in=moderated_pages(user)).order_by("-pk")
    return found.select_related(
        "page__institution", "removal__message__conversation", "removal__removed_by", "block__made_by", "decided_by"
    )


def to_look_at(reach: Reach) -> int:
    """How many reports and contests wait for somebody, counted up to MANY each. Two queries."""
    mine = Q() if reach.is_everything else Q(page__in=list(reach.moderated))
    reports = Report.objects.filter(mine, settled_at=None)[:MANY].count()
    return reports + Contest.objects.filter(mine, decided_at=None)[:MANY].count()


def blocks_where(user: User) -> QuerySet[Block]:
    """Who is or was blocked on the pages that `user` moderates, newest first."""
    found = Block.objects.filter(page__in=moderated_pages(user)).order_by("-pk")
    return found.select_related("page", "institution", "made_by", "reviewed_by", "lifted_by", "message")


def running_blocks(network: str, author_id: str, *, visitor_id: int | None = None) -> list[Block]:
    """The blocks in force, anywhere, against a person of a network, or a visitor: never against an address that
    people share. The one that lasts longest first."""
    if not visitor_id and not author_id:
        return []
    who = Q(visitor=visitor_id) if visitor_id else Q(network=network, author_id=author_id)
    return list(Block.objects.filter(who, lifted_at=None, ended_at=None, until__gt=clock.now()).order_by("-until"))


def standing_removal(message: Message) -> Removal | None:
    """Why it is not shown as it was written, while that stands."""
    return Removal.objects.filter(message=message, restored_at=None).order_by("-pk").first()


def block_among(blocks: list[Block], page: Page) -> Block | None:
    """The first of `blocks` that holds on `page`."""
    above = set(ancestry(institution_of(page)))
    return next((block for block in blocks if block.page_id == page.pk or block.institution_id in above), None)


def blocked(page: Page, network: str, author_id: str, *, visitor_id: int | None = None) -> Block | None:
    """The block in force on `page` against a person of a network, or a visitor; None for everybody else."""
    found = running_blocks(network, author_id, visitor_id=visitor_id)
    return block_among(found, page) if found else None


def wide_choices(user: User, page: Page) -> list[Institution]:
    """Where `user` may block somebody beyond `page`: its institution and those above on which they moderate, if other
    institutions are below."""
    above = ancestry(page.institution)
    found = institutions_where(user, Capability.MODERATE).filter(pk__in=above).order_by("-path")
    return [institution for institution in found if institution.children.exists()]
