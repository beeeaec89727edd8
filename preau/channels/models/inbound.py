from django.db import models
from django.utils.translation import gettext_lazy as _


class InboundState(models.TextChoices):
    NEW = "new", _("À traiter")
    DONE = "done", _("Traitée")
    IGNORED = "ignored", _("Sans effet")  # understood or not, nothing here changes because of it
    FAILED = "failed", _("Échec")


class InboundItem(models.Model):
    """Anything that came from a network, stored once, before anyone interprets it.

    Unique by the network's own id: what comes twice is kept once. `sender` is whoever the network proved it to be from.
    """

    network = models.CharField(max_length=30)
    remote_id = models.CharField(max_length=500)
    kind = models.CharField(max_length=40)  # in the network's words: "Create", "Follow"…
    sender = models.CharField(max_length=500)
    page = models.ForeignKey("institutions.Page", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    payload = models.TextField()  # as it was received
    state = models.CharField(max_length=8, choices=InboundState.choices, default=InboundState.NEW)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)
    processed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "remote_id"], name="received_once")]
        indexes = [
            # The few that wait, in the order in which they came.
            models.Index(fields=["network", "id"], condition=models.Q(state="new"), name="inbound_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of {self.network}"
