from django.utils.translation import gettext_lazy as _

# Said beside every field where a password is chosen. Twelve: AUTH_PASSWORD_VALIDATORS.
PASSWORD_HELP = _("Au moins 12 caractères. Quatre mots sans rapport entre eux font un bon mot de passe.")
