"""Making, changing, pausing and deleting what an institution listens for."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from preau.institutions.models import Institution
from preau.kernel.errors import Invalid
from preau.kernel.text import one_line
from preau.listening.models import MentionState, Source, Watch, WatchSource
from preau.listening.selectors import board_of, sources_of
from preau.records.services import record
from preau.users.models import User

from .loaded import matcher_changed
from .past import past_begin
from .rights import must_moderate
from .terms import Sought, terms_checked, terms_set

MOST_WATCHES = 50  # of one institution


@transaction.atomic
def watch_make(
    *, actor: User, institution: Institution, name: str, terms: Sequence[Sought], sources: Sequence[Source]
) -> Watch:
    """A new watch, which also reads what was heard in the last days. Raises NotAllowed or Invalid."""
    must_moderate(actor, institution)
    if Watch.objects.filter(institution=institution).count() >= MOST_WATCHES:
        raise Invalid(_("Cet organisme a déjà %(most)s veilles : changez-en une.") % {"most": MOST_WATCHES})
    watch = Watch(institution=institution, name=_named(name), created_by=actor)
    checked = terms_checked(terms)
    watch.save()
    terms_set(watch, checked)
    _sources_set(watch, sources)
    return _begun(watch, "watch.made", actor)


@transaction.atomic
def watch_change(*, actor: User, watch: Watch, name: str, terms: Sequence[Sought], sources: Sequence[Source]) -> Watch:
    """Other terms, name or sources. What nobody has decided on is sought anew. Raises NotAllowed or Invalid."""
    must_moderate(actor, watch.institution)
    watch = Watch.objects.select_for_update(of=("self",)).select_related("institution").get(pk=watch.pk)
    watch.name = _named(name)
    watch.save(update_fields=["name"])
    is_other = terms_set(watch, terms_checked(terms))
    is_other = _sources_set(watch, sources) or is_other
    if is_other:
        watch.mentions.filter(state=MentionState.NEW).delete()
        return _begun(watch, "watch.changed", actor)
    _enter(watch, "watch.changed", actor)
    return watch


@transaction.atomic
def watch_pause(*, actor: User, watch: Watch) -> None:
    """It hears nothing until it is resumed; what it heard stays."""
    must_moderate(actor, watch.institution)
    if Watch.objects.filter(pk=watch.pk, is_active=True).update(is_active=False):
        matcher_changed()
        _enter(watch, "watch.paused", actor)


@transaction.atomic
def watch_resume(*, actor: User, watch: Watch) -> None:
    """It hears again, and reads what was heard in the last days."""
    must_moderate(actor, watch.institution)
    if Watch.objects.filter(pk=watch.pk, is_active=False).update(is_active=True):
        watch.refresh_from_db()
        _begun(watch, "watch.resumed", actor)


@transaction.atomic
def watch_delete(*, actor: User, watch: Watch) -> None:
    """It is no more, nor are its mentions; conversations and publications that came of them stay."""
    must_moderate(actor, watch.institution)
    _enter(watch, "watch.deleted", actor)
    matcher_changed()
    watch.delete()


def _begun(watch: Watch, verb: str, actor: User) -> Watch:
    matcher_changed()
    past_begin(watch)
    _enter(watch, verb, actor)
    return watch


def _named(name: str) -> str:
    tidied = one_line(name)[:120]
    if not tidied:
        raise Invalid(_("Donnez un nom à cette veille."))
    return tidied


def _sources_set(watch: Watch, sources: Sequence[Source]) -> bool:
    """Where it listens, among what its board sees. Gives whether anything changed."""
    seen = sources_of(board_of(watch.institution)).filter(pk__in=[source.pk for source in sources])
    chosen = set(seen.values_list("pk", flat=True))
    before = set(WatchSource.objects.filter(watch=watch).values_list("source", flat=True))
    WatchSource.objects.filter(watch=watch, source__in=before - chosen).delete()
    WatchSource.objects.bulk_create(WatchSource(watch=watch, source_id=pk) for pk in sorted(chosen - before))
    return chosen != before


def _enter(watch: Watch, verb: str, actor: User) -> None:
    snapshot = {
        "name": watch.name,
        "terms": [[term.kind, term.text, term.is_near, term.needs_context] for term in watch.terms.all()],
        "sources": sorted(WatchSource.objects.filter(watch=watch).values_list("source__label", flat=True)),
    }
    record(verb=verb, subject=watch, actor=actor, snapshot=snapshot, institution_id=watch.institution_id)
