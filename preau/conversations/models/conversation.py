from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from preau.triage import Kind, Tone


class ConversationState(models.TextChoices):
    """Whose turn it is. In the first two it is ours: nobody took it up yet, or somebody did and owes an answer."""

    NEW = "new", _("Nouvelle")
    OURS = "ours", _("Attend notre réponse")
    THEIRS = "theirs", _("Attend leur réponse")
    CLOSED = "closed", _("Terminée")


WAITING = (ConversationState.NEW, ConversationState.OURS)

KINDS = [
    (Kind.QUESTION, _("Question")),
    (Kind.THANKS, _("Remerciement")),
    (Kind.CRITIQUE, _("Critique")),
    (Kind.COMPLAINT, _("Plainte sur les services à un élève")),
    (Kind.ATTACK, _("Attaque contre une personne")),
    (Kind.DANGER, _("Menace ou danger")),
    (Kind.PERSONAL, _("Renseignement personnel exposé")),
    (Kind.SPAM, _("Pourriel")),
    (Kind.OFF_TOPIC, _("Hors sujet")),
    (Kind.OTHER, _("Autre")),
]
TONES = [
    (Tone.WARM, _("Chaleureux")),
    (Tone.NEUTRAL, _("Neutre")),
    (Tone.TENSE, _("Tendu")),
    (Tone.HOSTILE, _("Hostile")),
]


# How every list reads: what is urgent, then the newest. Then what lists filter by, so that a list, however narrow, is
# answered by one walk along one index (of 100,000 entries: some milliseconds) without looking at a single row.
IN_ORDER = ["state", "-is_urgent", "-last_at", "-id"]
LOOKED_AT = ["page", "is_private", "kind", "tone", "network", "snoozed_until", "merged_into", "due_at"]


class Conversation(models.Model):
    """People and a page talking, under one post or apart from any: a root message and what answers it.

    What one person says in private to a page is one conversation too. `page` is who answers; `board` the institution
    at the top of its tree, so that a whole board's list is one index.
    """

    page = models.ForeignKey("institutions.Page", on_delete=models.CASCADE, related_name="conversations")
    board = models.ForeignKey("institutions.Institution", on_delete=models.SET_NULL, null=True, related_name="+")
    post = models.ForeignKey(
        "posts.Post", on_delete=models.SET_NULL, null=True, blank=True, related_name="conversations"
    )
    network = models.CharField(max_length=30, blank=True)  # of its first message
    is_private = models.BooleanField(default=False)  # for moderators alone, never shown in public
    state = models.CharField(max_length=8, choices=ConversationState.choices, default=ConversationState.NEW)
    kind = models.CharField(
        max_length=10, choices=KINDS, blank=True
    )  # what it seems to be: the gravest of what is said
    tone = models.CharField(max_length=8, choices=TONES, blank=True)
    is_urgent = models.BooleanField(default=False)  # somebody may be in danger: first in every list
    # No index of their own on what is mostly null: SQLite would look up « is null » in it, and read nearly everything.
    assignee = models.ForeignKey(
        "users.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    team = models.ForeignKey(
        "institutions.Institution", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )  # the school, or the board, that takes care of it
    labels = models.ManyToManyField("conversations.Label", blank=True, related_name="conversations")
    snoozed_until = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged", db_index=False
    )
    opened_at = models.DateTimeField()  # when it reached us: what a network says of its dates is its own word
    last_at = models.DateTimeField()  # when its newest message reached us
    waiting_since = models.DateTimeField(null=True, blank=True)  # the oldest word that has no answer yet
    due_at = models.DateTimeField(null=True, blank=True)  # when the promise to answer runs out
    first_answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # two people who answer at once are told

    class Meta:
        indexes = [
            models.Index(fields=["page", *IN_ORDER, *LOOKED_AT[1:]], name="conversations_of_page"),
            models.Index(fields=["board", *IN_ORDER, *LOOKED_AT], name="conversations_of_board"),
            models.Index(fields=[*IN_ORDER, *LOOKED_AT], name="conversations_newest"),
            models.Index(fields=["assignee", "state"], name="conversations_mine", condition=Q(assignee__isnull=False)),
            models.Index(fields=["team", "state"], name="conversations_of_team", condition=Q(team__isnull=False)),
            models.Index(fields=["merged_into"], name="conversations_merged", condition=Q(merged_into__isnull=False)),
            models.Index(fields=["due_at"], name="conversations_due", condition=Q(due_at__isnull=False)),
            models.Index(
                fields=["snoozed_until"], name="conversations_asleep", condition=Q(snoozed_until__isnull=False)
            ),
            models.Index(
                fields=["post", "-opened_at", "-id"], name="conversations_of_post", condition=Q(post__isnull=False)
            ),
            models.Index(
                fields=["page", "-opened_at", "-id"],
                name="questions_of_page",
                condition=Q(post__isnull=True, is_private=False, network="visitor"),
            ),
        ]

    def __str__(self) -> str:
        return f"conversation {self.pk}"
