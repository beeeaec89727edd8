"""What each verb of the journal is called on screen. A test holds this complete against the code."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "account.declared": _("Compte officiel déclaré"),
    "account.ended": _("Compte officiel terminé"),
    "account.hidden": _("Compte retiré du registre public"),
    "account.listed": _("Compte mis au registre public"),
    "account.verified": _("Compte officiel confirmé"),
    "actor.made": _("Clés faites pour le Fédivers"),
    "answer.confirmed": _("Réponse considérée comme reçue"),
    "answer.resent": _("Réponse renvoyée à la main"),
    "answer.retried": _("Réponse relancée"),
    "answer.sent": _("Réponse envoyée"),
    "answer.withdrawn": _("Réponse retirée"),
    "conversation.closed": _("Conversation terminée"),
    "conversation.reopened": _("Conversation rouverte"),
    "delivery.confirmed": _("Envoi confirmé à la main"),
    "delivery.resent": _("Envoi refait à la main"),
    "delivery.retried": _("Envoi relancé"),
    "institution.added": _("Organisme ajouté"),
    "institution.edited": _("Organisme modifié"),
    "invitation.accepted": _("Invitation acceptée"),
    "invitation.revoked": _("Invitation annulée"),
    "invitation.sent": _("Invitation envoyée"),
    "invitation.sent_again": _("Invitation renvoyée"),
    "mandate.added": _("Mandat ajouté"),
    "mandate.edited": _("Mandat modifié"),
    "mandate.ended": _("Mandat terminé"),
    "message.erased": _("Messages d’une personne effacés"),
    "message.hidden": _("Message masqué"),
    "message.released": _("Message retenu, puis montré"),
    "message.shown": _("Message montré de nouveau"),
    "network.imported": _("Réseau importé du fichier du ministère"),
    "official.added": _("Élue ou élu ajouté"),
    "page.closed": _("Page fermée"),
    "page.edited": _("Page modifiée"),
    "page.handle_changed": _("Identifiant de page changé"),
    "page.opened": _("Page ouverte"),
    "post.discarded": _("Brouillon jeté"),
    "post.drafted": _("Brouillon commencé"),
    "post.edited": _("Publication modifiée"),
    "post.pinned": _("Publication épinglée"),
    "post.published": _("Publication parue"),
    "post.returned": _("Texte retourné avec une note"),
    "post.sent_for_review": _("Texte envoyé en révision"),
    "post.unpinned": _("Publication désépinglée"),
    "post.withdrawn": _("Publication retirée"),
    "report.settled": _("Signalement réglé"),
    "role.changed": _("Rôle changé"),
    "role.granted": _("Rôle donné"),
    "role.revoked": _("Rôle retiré"),
    "subscriber.erased": _("Données d’un abonnement effacées"),
    "subscription.changed": _("Abonnement changé"),
    "subscription.confirmed": _("Abonnement confirmé"),
    "subscription.ended": _("Abonnement terminé"),
    "user.activated": _("Compte réactivé"),
    "user.changed": _("Compte modifié"),
    "user.deactivated": _("Compte désactivé"),
    "user.email_changed": _("Courriel d’un compte changé"),
    "user.made_administrator": _("Administration de l’installation confiée"),
    "user.password_changed": _("Mot de passe changé"),
    "user.second_factor_added": _("Deuxième étape de connexion ajoutée"),
    "user.second_factor_removed": _("Deuxième étape de connexion retirée"),
}


def label(verb: str) -> str:
    """The words for `verb`, or the verb itself where an older journal holds one that is no longer used."""
    return str(VERBS.get(verb, verb))
