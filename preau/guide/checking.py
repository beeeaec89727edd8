"""What hinders the adoption of an edition: places that mean nothing, parts that others quote and that are gone."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .articles import ARTICLES
from .filling import unknown_places
from .models import Edition
from .reading import read


def obstacles(draft: Edition) -> list[str]:
    """All that hinders the adoption of `draft`, in words for the person who prepares it."""
    found = [] if draft.body_fr else [_("Le texte français manque.")]
    for name, body in ((_("Texte français"), draft.body_fr), (_("Texte anglais"), draft.body_en)):
        found += [f"{name} : {fault}" for fault in _faults(draft.article, body)] if body else []
    return found


def _faults(slug: str, body: str) -> list[str]:
    article = read(body)
    found = []
    if not article.title:
        found.append(_("la première ligne doit être le titre (« # Titre »)."))
    for place in unknown_places(body):
        found.append(_("« %(place)s » ne correspond à aucune valeur.") % {"place": place})
    for anchor in ARTICLES[slug].anchors:
        if not (part := article.part(anchor)) or not part.source:
            found.append(_("il manque la partie {#%(anchor)s}, que d’autres écrans citent.") % {"anchor": anchor})
    if len(set(article.anchors)) < len(article.anchors):
        found.append(_("deux parties portent le même repère {#…}."))
    return found
