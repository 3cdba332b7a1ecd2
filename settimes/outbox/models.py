"""The rows of the outbox: mails, what people decided about them, who must not be written to."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Now

from settimes.outbox import clock
from settimes.outbox.states import DUE, HELD, State


class Priority(models.IntegerChoices):
    URGENT = 0, "Urgent"  # somebody is looking at the inbox: a reset, a code
    BULK = 1, "Bulk"


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, priority: int) -> "MessageQuerySet":
        """Return what may be claimed now, oldest first."""
        return self.filter(queue=priority, not_before__lte=clock.now()).order_by("not_before", "pk")

    def lease_over(self, state: State) -> "MessageQuerySet":
        return self.filter(state=state, lease_until__lt=clock.now())


class Message(models.Model):
    """One mail to one address, from the moment it is owed to its end.

    `payload` is what the kind needs to write it; the kit does not look inside.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    to = models.CharField(max_length=254)
    recipient = models.CharField(max_length=64, help_text="Keyed hash of the address.")
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.BULK)
    payload = models.JSONField(default=dict, blank=True)
    # The same on every try and on a resend, so that logs and mailboxes can fold copies.
    delivery = models.UUIDField(default=uuid.uuid4)
    message_id = models.CharField(max_length=320)

    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    changed = models.DateTimeField(db_default=Now())
    reason = models.CharField(max_length=500, blank=True)
    phase = models.CharField(max_length=10, blank=True, help_text="Where the last try ended.")
    tries = models.PositiveIntegerField(default=0)
    first_tried = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(db_default=Now())
    # The priority while it is due, else nothing, so that one index leads to the next mail whatever
    # the number of rows. (SQLite uses no partial index when its condition comes as parameters.)
    queue = models.GeneratedField(
        expression=Case(When(state__in=DUE, then=F("priority"))),
        output_field=models.PositiveSmallIntegerField(null=True),
        db_persist=True,
    )
    owner = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    sent = models.DateTimeField(null=True, blank=True)
    resends = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.RESTRICT, related_name="resent_as"
    )
    created = models.DateTimeField(db_default=Now())
    # What its kind has composed, to be compared and recorded at the hand-over; never kept.
    composed: object = None
    # What its kind has found out about many at once, until it is asked about this one.
    foreseen: object = None

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        permissions = [("settle_message", "Can resend or close an uncertain mail")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="outbox_message_state_known"
            ),
            models.CheckConstraint(
                condition=Q(priority__in=Priority.values), name="outbox_message_priority_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=HELD, lease_until__isnull=False) & ~Q(owner="")
                | ~Q(state__in=HELD) & Q(lease_until__isnull=True),
                name="outbox_message_held_by_lease",
            ),
            models.CheckConstraint(
                condition=Q(sent__isnull=False, state__in=[State.SENT, State.BOUNCED])
                | Q(sent__isnull=True) & ~Q(state__in=[State.SENT, State.BOUNCED]),
                name="outbox_message_sent_at",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[
                        State.WAITING,
                        State.FAILED,
                        State.SUPPRESSED,
                        State.UNCERTAIN,
                        State.BOUNCED,
                    ],
                    reason="",
                ),
                name="outbox_message_has_reason",
            ),
            models.UniqueConstraint(
                fields=["delivery"],
                condition=Q(resends__isnull=True),
                name="outbox_message_delivery_once",
            ),
        ]
        indexes = [
            models.Index(fields=["queue", "not_before", "id"], name="outbox_message_due"),
            models.Index(fields=["state", "lease_until"], name="outbox_message_held"),
            models.Index(fields=["recipient"], name="outbox_message_recipient"),
            models.Index(fields=["delivery"], name="outbox_message_delivery"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.delivery}"


class Decision(models.Model):
    """What a person decided about an uncertain mail: who, when, why. Never changed afterwards."""

    class Verb(models.TextChoices):
        RESEND = "resend", "Sent again"
        CLOSE = "close", "Closed"

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="decision")
    verb = models.CharField(max_length=6, choices=Verb)
    # Nobody: an app closed it, because a newer mail took its place.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reason = models.CharField(max_length=500)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verb__in=["resend", "close"]), name="outbox_decision_verb_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="outbox_decision_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.message}"


class Suppression(models.Model):
    """An address that must not be written to, known by its keyed hash only."""

    recipient = models.CharField(max_length=64, unique=True)
    reason = models.CharField(max_length=500)
    created = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="outbox_suppression_has_reason")
        ]

    def __str__(self) -> str:
        return f"{self.recipient[:8]}… {self.reason}"


class Breaker(models.Model):
    """One row: whether mail may leave at all. Open, nothing is claimed until `open_until`.

    A wrong password must not be tried 4,000 times, nor be charged to 4,000 mails.
    """

    class Trouble(models.TextChoices):
        NONE = "", "None"
        CONNECTION = "connection", "The mail server does not answer"
        CONFIGURATION = "configuration", "The mail settings are wrong"

    trouble = models.CharField(max_length=13, choices=Trouble, default=Trouble.NONE, blank=True)
    phase = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    failures = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(null=True, blank=True)
    open_until = models.DateTimeField(null=True, blank=True)
    # The server asked for less: one connection at a time until then.
    narrow_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="outbox_breaker_one"),
            models.CheckConstraint(
                condition=Q(trouble__in=["", "connection", "configuration"]),
                name="outbox_breaker_trouble_known",
            ),
        ]

    def __str__(self) -> str:
        return self.get_trouble_display()
