from django.db import models
from django.utils.translation import gettext_lazy as _


class Domain(models.Model):
    """A host name that pages live under. An installation may serve several; one of them is the default."""

    host = models.CharField(_("nom d’hôte"), max_length=253, unique=True)  # with the port, where there is one
    name = models.CharField(_("nom du réseau"), max_length=200)
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_default_domain"
            )
        ]

    def __str__(self) -> str:
        return self.host
