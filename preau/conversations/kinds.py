"""How the desk calls each kind in a sentence, and what it says beside it: mostly what is not to be done about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from preau.triage import Kind

SEEMS = {
    Kind.QUESTION: _("une question"),
    Kind.THANKS: _("un remerciement"),
    Kind.CRITIQUE: _("une critique"),
    Kind.COMPLAINT: _("une plainte sur les services à un élève"),
    Kind.ATTACK: _("une attaque contre une personne"),
    Kind.DANGER: _("une menace ou un danger"),
    Kind.PERSONAL: _("un renseignement personnel exposé"),
    Kind.SPAM: _("un pourriel"),
    Kind.OFF_TOPIC: _("hors sujet"),
}
ADVICE = {
    Kind.QUESTION: _("Elle attend une réponse."),
    Kind.CRITIQUE: _("Une critique reste en ligne."),
    Kind.COMPLAINT: _("Elle reste en ligne ; la personne a droit à la voie des plaintes."),
    Kind.ATTACK: _("À vous de juger : une critique vive n’est pas une attaque."),
    Kind.DANGER: _("À lire tout de suite. En cas d’urgence : 911."),
    Kind.PERSONAL: _("À vérifier d’abord : un renseignement personnel se masque."),
    Kind.SPAM: _("À vérifier avant de masquer."),
    Kind.OFF_TOPIC: _("Souvent, rien à faire."),
}
