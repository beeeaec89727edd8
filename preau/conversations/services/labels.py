from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from preau.conversations.models import Conversation, Label, LabelColor
from preau.conversations.selectors.labels import boards_labelled
from preau.institutions.models import Institution
from preau.kernel import clock
from preau.kernel.errors import Invalid, NotAllowed
from preau.kernel.text import one_line
from preau.records.services import record
from preau.users.models import User

from .handling import settled, taken


@transaction.atomic
def conversation_label(*, conversation: Conversation, labels: Iterable[Label], actor: User) -> Conversation:
    """Let it bear these labels of its board, and no others; a retired one can stay, and is not given. Raises NotAllowed
    or Invalid."""
    found, wanted = taken(conversation, actor), {label.pk: label for label in labels}
    borne = {label.pk: label for label in found.labels.all()}
    if wanted.keys() == borne.keys():
        return found
    for pk in wanted.keys() - borne.keys():
        if wanted[pk].board_id != found.board_id or wanted[pk].retired_at:
            raise Invalid(_("Cette étiquette n’est pas de celles de votre centre de services."))
    found.labels.set(wanted)
    return settled(found, "conversation.labelled", actor, labels=sorted(label.name for label in wanted.values()))


@transaction.atomic
def label_make(*, board: Institution, name: str, color: str, needs_review: bool = False, actor: User) -> Label:
    """Give a board a label. Raises NotAllowed unless `actor` publishes for it, or Invalid for a name that it has."""
    _must_label(board, actor)
    name = one_line(name)[:40]
    if not name or color not in LabelColor.values:
        raise Invalid(_("Donnez un nom et une couleur à l’étiquette."))
    try:
        with transaction.atomic():
            made = Label.objects.create(board=board, name=name, color=color, needs_review=needs_review)
    except IntegrityError as error:
        raise Invalid(_("Ce centre de services a déjà une étiquette de ce nom.")) from error
    _recorded(made, "label.made", actor)
    return made


@transaction.atomic
def label_retire(*, label: Label, actor: User) -> Label:
    """Give it no more; asked again, give it anew. It stays where it is. Raises NotAllowed."""
    found = Label.objects.select_for_update(of=("self",)).select_related("board").get(pk=label.pk)
    _must_label(found.board, actor)
    found.retired_at = None if found.retired_at else clock.now()
    found.save(update_fields=["retired_at"])
    _recorded(found, "label.retired" if found.retired_at else "label.restored", actor)
    return found


def _must_label(board: Institution, actor: User) -> None:
    if not boards_labelled(actor).filter(pk=board.pk).exists():
        raise NotAllowed(_("Vous ne pouvez pas changer les étiquettes de cet organisme."))


def _recorded(label: Label, verb: str, actor: User) -> None:
    snapshot = {"name": label.name, "color": label.color, "needs_review": label.needs_review}
    record(verb=verb, subject=label, actor=actor, snapshot=snapshot, institution_id=label.board_id)
