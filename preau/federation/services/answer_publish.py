"""What a page answers somebody on another server, on its way there and back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop

from preau.channels.models import Answer
from preau.channels.selectors import origin_of
from preau.connectors.base import Refused, TryLater
from preau.federation.documents import answer_create_document, answer_tombstone
from preau.federation.models import Activity, Parcel, ParcelState, Policy, RemoteActor
from preau.federation.protocol import addresses
from preau.federation.selectors.audience import Inboxes, follower_inboxes, holders

from .activity_send import activity_send, parcels_resume
from .actors import actor_for
from .decide import WAITING, parcels_again
from .remote import RemoteError, RemoteSilent, remote_actor

NOBODY = gettext_noop("Cette personne n’a plus de compte là-bas.")
SILENT = gettext_noop("Le serveur de cette personne ne répond pas.")
BLOCKED = gettext_noop("Le serveur de cette personne est bloqué ici : rien ne lui est envoyé.")
FIRST = 1  # the attempt after a person asked for another


def answer_write(*, answer_id: int) -> Activity:
    """Write what an answer sends, and ask for its sending: to whom it answers, and in public to the followers too.

    Called again it goes on with what waits. Raises Refused where nobody is there, TryLater where that can't be known.
    """
    answer = Answer.objects.select_related(
        "channel__page__domain", "channel__page__institution", "channel__page__official", "post__page__domain"
    ).get(pk=answer_id)
    person = _person(answer.to)
    with transaction.atomic():
        Answer.objects.select_for_update().get(pk=answer_id)  # of two workers, the second finds what the first wrote
        activity = Activity.objects.filter(answer=answer, kind="Create").first()
        return _resumed(activity, answer) if activity else _written(answer, person)


def _person(uri: str) -> RemoteActor:
    """Whoever is answered. May ask their server, so it is done before any transaction."""
    known = RemoteActor.objects.select_related("host").filter(uri=uri).first()
    try:
        person = known or remote_actor(uri)
    except RemoteSilent as error:
        raise TryLater(SILENT) from error
    except RemoteError as error:
        raise Refused(NOBODY) from error
    if person.gone_at:
        raise Refused(NOBODY)
    if person.host.policy == Policy.BLOCKED:
        raise Refused(BLOCKED)
    return person


def _resumed(activity: Activity, answer: Answer) -> Activity:
    if answer.attempts == FIRST:
        parcels_again(activity.parcels.all())
    parcels_resume(activity)
    return activity


def _written(answer: Answer, person: RemoteActor) -> Activity:
    actor = actor_for(answer.channel.page)
    inboxes: Inboxes = {} if answer.is_private else follower_inboxes(actor)
    inboxes.setdefault(person.best_inbox, 1)
    return activity_send(
        actor=actor,
        kind="Create",
        object_uri=uri_of(answer),
        document=answer_create_document(answer),
        inboxes=inboxes,
        answer=answer,
    )


def uri_of(answer: Answer) -> str:
    return addresses.answer_uri(origin_of(answer.channel.page.domain), answer.pk)


@transaction.atomic
def answer_delete(*, answer_id: int) -> None:
    """Ask whoever may have an answer to forget it. What of it has not gone out stays here."""
    answer = Answer.objects.select_related("channel__page__domain", "channel__page__institution").get(pk=answer_id)
    creates = Activity.objects.filter(answer=answer, kind="Create")
    Parcel.objects.filter(activity__in=creates, state__in=WAITING).update(state=ParcelState.CANCELLED, next_at=None)
    already = Activity.objects.filter(kind="Delete", object_uri=uri_of(answer)).exists()
    inboxes = holders(creates)
    for create in [] if already or not inboxes else creates.select_related("actor__domain"):
        said = answer_create_document(answer)
        document = {"object": answer_tombstone(answer), "to": said["to"], "cc": said["cc"]}
        actor = create.actor
        activity_send(actor=actor, kind="Delete", object_uri=create.object_uri, document=document, inboxes=inboxes)
