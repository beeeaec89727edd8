"""What the sign-in library says, in our own words: flash messages, mails, errors.

django-allauth asks for each by the name of a template; these tables answer in place of its templates, so that all the
wording of accounts is read and proofread in one file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

# Template of a flash message -> what is said. Empty: nothing, since the screen itself shows it.
MESSAGES: dict[str, Any] = {
    "account/messages/logged_in.txt": "",
    "account/messages/logged_out.txt": _("Votre session est fermée."),
    "account/messages/password_changed.txt": _("Votre mot de passe est changé."),
    "account/messages/password_set.txt": _("Votre mot de passe est choisi."),
    "account/messages/email_confirmation_sent.txt": _(
        "Un courriel de confirmation est parti à %(email)s. Le changement prendra effet quand vous aurez ouvert "
        "son lien."
    ),
    "account/messages/email_confirmed.txt": _("L’adresse %(email)s est confirmée."),
    "account/messages/email_confirmation_failed.txt": _(
        "L’adresse %(email)s ne peut pas être confirmée : elle sert déjà à un autre compte."
    ),
    "account/messages/email_deleted.txt": _("Le changement vers %(email)s est annulé."),
    "account/messages/primary_email_set.txt": _("Votre courriel est changé."),
    "account/messages/unverified_primary_email.txt": _("Confirmez d’abord votre courriel."),
    "account/messages/cannot_delete_primary_email.txt": _(
        "%(email)s est votre seul courriel : il ne peut pas être retiré."
    ),
    "mfa/messages/totp_activated.txt": _("L’application d’authentification protège maintenant votre compte."),
    "mfa/messages/totp_deactivated.txt": _("L’application d’authentification ne sert plus."),
    "mfa/messages/webauthn_added.txt": _("La clé d’accès est ajoutée."),
    "mfa/messages/webauthn_removed.txt": _("La clé d’accès est retirée."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "Vos codes de secours sont prêts. S’il y en avait d’autres, ils ne valent plus."
    ),
    "usersessions/messages/sessions_logged_out.txt": _("Vos autres sessions sont fermées."),
    "socialaccount/messages/account_connected.txt": _("Le compte est lié. Vous pourrez entrer avec lui."),
    "socialaccount/messages/account_connected_updated.txt": _("Le compte est lié. Vous pourrez entrer avec lui."),
    "socialaccount/messages/account_connected_other.txt": _("Ce compte est déjà lié à une autre personne."),
    "socialaccount/messages/account_disconnected.txt": _("Le compte n’est plus lié."),
}


@dataclass(frozen=True)
class Letter:
    """A mail about one's account. `link`: the key of the mail's context that holds the address to open, if any."""

    subject: Any
    body: Any
    link: str = ""


_CONFIRM = Letter(
    _("Confirmez votre nouveau courriel"),
    _(
        "Vous avez demandé que cette adresse devienne le courriel de votre compte Préau. Pour le confirmer, ouvrez ce "
        "lien, qui vaut trois jours :"
    ),
    link="activate_url",
)

# Prefix of the library's mail templates -> our letter. Those without a link tell of a change to the account.
LETTERS: dict[str, Letter] = {
    "account/email/password_reset_key": Letter(
        _("Choisir un nouveau mot de passe"),
        _(
            "Quelqu’un, vous sans doute, a demandé un nouveau mot de passe pour votre compte Préau. Pour le choisir, "
            "ouvrez ce lien, qui ne sert qu’une fois :"
        ),
        link="password_reset_url",
    ),
    "account/email/unknown_account": Letter(
        _("Aucun compte à cette adresse"),
        _(
            "Quelqu’un, vous peut-être, a demandé un nouveau mot de passe pour cette adresse. Elle ne sert à aucun "
            "compte Préau. On y entre sur invitation : peut-être avez-vous été invité·e à une autre adresse ? "
            "La personne qui administre Préau chez vous peut vous le dire."
        ),
    ),
    "account/email/account_already_exists": Letter(
        _("Cette adresse sert déjà à un compte"),
        _("Quelqu’un a voulu donner cette adresse à un compte Préau. Elle sert déjà au vôtre : rien n’a changé."),
    ),
    "account/email/email_confirmation": _CONFIRM,
    "account/email/email_confirmation_signup": _CONFIRM,
    "account/email/email_changed": Letter(
        _("Le courriel de votre compte a changé"),
        _("Le courriel de votre compte Préau est passé de %(from_email)s à %(to_email)s."),
    ),
    "account/email/email_confirm": Letter(
        _("Un courriel de votre compte est confirmé"), _("Un courriel de votre compte Préau vient d’être confirmé.")
    ),
    "account/email/email_deleted": Letter(
        _("Une adresse est retirée de votre compte"),
        _("L’adresse %(deleted_email)s est retirée de votre compte Préau."),
    ),
    "account/email/password_changed": Letter(
        _("Votre mot de passe a changé"), _("Le mot de passe de votre compte Préau vient d’être changé.")
    ),
    "account/email/password_reset": Letter(
        _("Votre mot de passe a changé"), _("Un nouveau mot de passe vient d’être choisi pour votre compte Préau.")
    ),
    "account/email/password_set": Letter(
        _("Votre compte a maintenant un mot de passe"),
        _("Un mot de passe vient d’être choisi pour votre compte Préau."),
    ),
    "mfa/email/totp_activated": Letter(
        _("Deuxième étape de connexion activée"),
        _("Une application d’authentification protège maintenant votre compte Préau."),
    ),
    "mfa/email/totp_deactivated": Letter(
        _("Deuxième étape de connexion désactivée"),
        _("L’application d’authentification ne protège plus votre compte Préau."),
    ),
    "mfa/email/webauthn_added": Letter(
        _("Clé d’accès ajoutée"), _("Une clé d’accès vient d’être ajoutée à votre compte Préau.")
    ),
    "mfa/email/webauthn_removed": Letter(
        _("Clé d’accès retirée"), _("Une clé d’accès vient d’être retirée de votre compte Préau.")
    ),
    "mfa/email/recovery_codes_generated": Letter(
        _("Nouveaux codes de secours"),
        _("De nouveaux codes de secours viennent d’être tirés pour votre compte Préau. Les anciens ne valent plus."),
    ),
    "socialaccount/email/account_connected": Letter(
        _("Un compte est lié au vôtre"),
        _("On peut maintenant entrer dans votre compte Préau avec un compte %(provider)s."),
    ),
    "socialaccount/email/account_disconnected": Letter(
        _("Un compte n’est plus lié au vôtre"),
        _("On ne peut plus entrer dans votre compte Préau avec un compte %(provider)s."),
    ),
}

# Errors of the library's forms, by their code.
ERRORS: dict[str, Any] = {
    "account_inactive": _("Ce compte est désactivé. La personne qui administre Préau chez vous peut le rétablir."),
    "cannot_remove_primary_email": _("C’est votre seul courriel : il ne peut pas être retiré."),
    "duplicate_email": _("C’est déjà le courriel de ce compte."),
    "email_password_mismatch": _("Le courriel ou le mot de passe n’est pas le bon."),
    "email_taken": _("Cette adresse sert déjà à un autre compte."),
    "enter_current_password": _("Le mot de passe actuel n’est pas le bon."),
    "incorrect_code": _("Ce code n’est pas le bon, ou il a expiré. Essayez avec celui qui s’affiche maintenant."),
    "incorrect_password": _("Le mot de passe n’est pas le bon."),
    "invalid_or_expired_key": _("Ce lien n’est plus valable."),
    "invalid_login": _("Le courriel ou le mot de passe n’est pas le bon."),
    "invalid_password_reset": _("Ce lien n’est plus valable. Demandez-en un autre."),
    "max_email_addresses": _("Un compte ne peut pas avoir plus de %d adresses."),
    "too_many_login_attempts": _("Trop d’essais. Attendez quelques minutes, puis essayez de nouveau."),
    "unknown_email": _("Aucun compte à cette adresse."),
    "unverified_primary_email": _("Confirmez d’abord votre courriel."),
    "same_as_current": _("C’est déjà votre courriel."),
    "rate_limited": _("Trop de demandes à la fois. Attendez une minute, puis essayez de nouveau."),
    "add_email_blocked": _("Retirez d’abord la deuxième étape de connexion : vous pourrez la remettre ensuite."),
    "cannot_delete_authenticator": _(
        "Cette deuxième étape est exigée de qui publie. Ajoutez-en d’abord une autre, puis retirez celle-ci."
    ),
    "cannot_generate_recovery_codes": _("Activez d’abord une deuxième étape de connexion."),
    "unverified_email": _("Confirmez d’abord votre courriel."),
}
