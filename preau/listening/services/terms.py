"""What a watch may look for: checked, and set as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.kernel.errors import Invalid
from preau.kernel.text import fold, one_line
from preau.listening.matching import phrase
from preau.listening.models import Term, TermKind, Watch

MOST_TERMS, LONGEST = 200, 120
SOUGHT = (TermKind.WORD, TermKind.NAME, TermKind.HASHTAG)


@dataclass(frozen=True, slots=True)
class Sought:
    """A term as it was asked for."""

    text: str
    kind: TermKind = TermKind.NAME
    is_near: bool = False
    needs_context: bool = False


def terms_checked(given: Sequence[Sought]) -> list[Sought]:
    """`given` tidied, each once. Raises Invalid for what could find nothing, or would find all."""
    tidied = [_tidied(one) for one in given if one.text.strip()]
    kept = list({(one.kind, fold(one.text)): one for one in tidied}.values())
    if not any(one.kind in SOUGHT for one in kept):
        raise Invalid(_("Donnez au moins un nom, un mot ou un mot-clic à chercher."))
    if len(kept) > MOST_TERMS:
        raise Invalid(_("C’est plus de %(most)s termes : faites une deuxième veille.") % {"most": MOST_TERMS})
    if any(one.needs_context for one in kept) and not any(one.kind == TermKind.CONTEXT for one in kept):
        raise Invalid(_("Un nom porté ailleurs demande un lieu ou un contexte : donnez au moins la municipalité."))
    return kept


def _tidied(one: Sought) -> Sought:
    text = " ".join(one_line(one.text).split())
    if len(text) > LONGEST:
        raise Invalid(_("« %(text)s… » est trop long : donnez les mots qui comptent.") % {"text": text[:40]})
    if len("".join(phrase(text))) < 2:
        raise Invalid(_("« %(text)s » ne trouverait rien : il y faut un mot qui compte.") % {"text": text})
    kind = TermKind.HASHTAG if text.startswith("#") and one.kind in SOUGHT else one.kind
    is_name = kind in (TermKind.NAME, TermKind.WORD)
    return Sought(text, kind, one.is_near and is_name, one.needs_context and is_name)


def terms_set(watch: Watch, terms: Sequence[Sought]) -> bool:
    """Make `terms` those of `watch`. Gives whether anything changed."""
    before = {Sought(t.text, TermKind(t.kind), t.is_near, t.needs_context): t.pk for t in watch.terms.all()}
    gone = [pk for sought, pk in before.items() if sought not in terms]
    new = [sought for sought in terms if sought not in before]
    Term.objects.filter(pk__in=gone).delete()
    Term.objects.bulk_create(
        Term(watch=watch, text=t.text, kind=t.kind, is_near=t.is_near, needs_context=t.needs_context) for t in new
    )
    return bool(gone or new)
