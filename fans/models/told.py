"""What was told at which address: the state it is compared with, and what each mail said."""

from django.db import models
from django.db.models import Q

from accounts.models import User
from events.models import Event, Performance
from settimes.outbox.models import Message


class Told(models.Model):
    """What was last told at an address of one set; of an event as a whole where no set is named.

    By the hash of the address, so that whoever leaves and comes back is not told twice.
    """

    class State(models.TextChoices):
        ON = "on", "Goes ahead"
        CANCELLED = "cancelled", "Cancelled"
        CALLED_OFF = "called off", "Event cancelled"
        POSTPONED = "postponed", "Event postponed"

    recipient = models.CharField(max_length=64)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="told")
    performance = models.ForeignKey(
        Performance, on_delete=models.CASCADE, related_name="told", null=True
    )
    state = models.CharField(max_length=10, choices=State)
    day = models.DateField(null=True)
    start = models.PositiveSmallIntegerField(null=True)
    # Without keys, as in the ledger: what was left may be deleted.
    venue = models.BigIntegerField(null=True)
    band = models.BigIntegerField(null=True)
    # False where all there ever was to tell was hushed up: nobody at this address knows the set.
    heard = models.BooleanField(default=True)
    # Of what an organizer decided that nobody hears (`truth.says`, a line each), until something
    # else is told.
    hushed = models.CharField(max_length=200, blank=True)
    number = models.PositiveIntegerField(default=1, help_text="How often it was told.")
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, related_name="told", null=True)
    # What was told before `message`, should the mail server refuse that.
    before = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "performance"], name="told_once"),
            models.UniqueConstraint(
                fields=["recipient", "event"],
                condition=Q(performance=None),
                name="told_of_event_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["on", "cancelled", "called off", "postponed"]),
                name="told_state_known",
            ),
        ]
        indexes = [models.Index(fields=["event", "recipient"], name="told_at_event")]

    def __str__(self) -> str:
        return f"Told {self.pk}"


class Notice(models.Model):
    """One thing that one mail says. The mail's state is what became of it."""

    class News(models.TextChoices):
        ANNOUNCED = "announced", "Announced"
        MOVED = "moved", "Moved"
        CANCELLED = "cancelled", "Cancelled"
        BACK_ON = "back on", "Back on"
        CALLED_OFF = "called off", "Event cancelled"
        POSTPONED = "postponed", "Event postponed"

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="notices")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="notices")
    performance = models.ForeignKey(
        Performance, on_delete=models.CASCADE, related_name="notices", null=True
    )
    news = models.CharField(max_length=10, choices=News)
    # Not true any more when the mail was handed over, so the mail said nothing of it.
    dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    news__in=[
                        *("announced", "moved", "cancelled"),
                        *("back on", "called off", "postponed"),
                    ]
                ),
                name="notice_news_known",
            ),
            models.UniqueConstraint(fields=["message", "performance"], name="notice_once"),
            models.UniqueConstraint(
                fields=["message", "event"],
                condition=Q(performance=None),
                name="notice_of_event_once",
            ),
        ]
        indexes = [models.Index(fields=["event", "performance"], name="notice_of_set")]

    def __str__(self) -> str:
        return f"Notice {self.pk}"


class Round(models.Model):
    """Going through all who follow something at an event, a few at a time, wherever it is resumed.

    What it makes of those to whom something is owed is its `mode`.
    """

    class Mode(models.TextChoices):
        TELL = "tell", "Write to them"
        HURRY = "hurry", "Write to them at once, of what cannot wait"
        HUSH = "hush", "Take it for told: nobody hears of it"
        DOUBT = "doubt", "Take it for told, perhaps: it may have been before a backup came back"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="rounds")
    mode = models.CharField(max_length=5, choices=Mode, default=Mode.TELL)
    up_to = models.BigIntegerField(default=0, help_text="The last act that it knows of.")
    cursor = models.BigIntegerField(default=0, help_text="The last subscriber it has come to.")
    mails = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, related_name="+", null=True)
    reason = models.CharField(max_length=500, blank=True)
    began = models.DateTimeField()
    finished = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mode__in=["tell", "hurry", "hush", "doubt"]), name="round_mode_known"
            ),
            models.CheckConstraint(
                condition=~Q(mode="hush", reason=""), name="round_hush_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["event"], condition=Q(finished=None), name="round_unfinished")
        ]

    def __str__(self) -> str:
        return f"Round {self.pk}"


class Hold(models.Model):
    """Somebody decided that what changes at an event waits until they say so."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="hold")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Hold {self.pk}"
