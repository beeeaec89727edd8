from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.Model):
    """A page's account on one network. The public register of official accounts is the list of these.

    A network of the registry (`settings.NETWORKS`) is delivered to; any other is an account declared for the register.
    """

    page = models.ForeignKey("institutions.Page", on_delete=models.PROTECT, related_name="channels")
    network = models.CharField(_("réseau"), max_length=30)  # "mail", "facebook", "instagram"…
    address = models.URLField(_("adresse publique"), max_length=300, blank=True)
    label = models.CharField(_("nom du compte"), max_length=120, blank=True)
    is_listed = models.BooleanField(_("au registre"), default=True)
    verified_at = models.DateTimeField(null=True, blank=True)  # somebody of the board looked and confirmed it
    verified_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["network", "id"]
        constraints = [
            models.UniqueConstraint(fields=["page", "network", "address"], name="account_once_a_page"),
        ]

    def __str__(self) -> str:
        return f"{self.network} of {self.page_id}"
