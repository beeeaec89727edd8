"""Why a source is silent, in words for the people of a board: what happened, and what they can do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.connectors.asking import Reason

WORDS: dict[str, Promise] = {
    Reason.SILENT: gettext_lazy("Le serveur ne répond pas."),
    Reason.BUSY: gettext_lazy("Le serveur demande d’attendre."),
    Reason.NOT_FOUND: gettext_lazy("Rien à cette adresse. Elle a peut-être changé : cherchez-la sur le site."),
    Reason.GONE: gettext_lazy("Le serveur dit que cette source n’existe plus."),
    Reason.FORBIDDEN: gettext_lazy("Le serveur refuse de répondre à Préau."),
    Reason.ROBOTS: gettext_lazy("Le site demande aux programmes de ne pas lire cette adresse (robots.txt)."),
    Reason.TOO_LARGE: gettext_lazy("La réponse est plus grosse que ce que Préau lit."),
    Reason.INSIDE: gettext_lazy("Cette adresse, ou celle où elle mène, n’est pas d’un site public."),
    Reason.NO_FEED: gettext_lazy("Il n’y a pas de fil RSS ou Atom à cette adresse."),
    Reason.UNREADABLE: gettext_lazy("La réponse ne peut pas être lue."),
    Reason.NEEDS_KEY: gettext_lazy("Le serveur demande une clé, ou n’accepte plus celle qu’il avait."),
}


def reason_words(error: str) -> str:
    """The words for a `Reason`, with its detail, in the reader's language."""
    reason, _colon, detail = error.partition(":")
    if reason == Reason.STATUS:
        return _("Le serveur répond par l’erreur %(status)s.") % {"status": detail}
    return str(WORDS.get(reason, ""))
