from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from preau.institutions.models import Domain


def domain_default() -> Domain:
    """The default domain, made from the origin of this installation (PREAU_ORIGIN) when there is none yet."""
    with translation.override(settings.LANGUAGE_CODE):  # whoever asks: the public reads French first
        named = {"name": _("Réseau scolaire"), "is_default": True}
    domain = Domain.objects.filter(is_default=True).first()
    return domain or Domain.objects.get_or_create(host=settings.ORIGIN_PARTS.netloc, defaults=named)[0]
