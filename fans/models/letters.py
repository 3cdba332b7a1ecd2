"""Mails that somebody asked for, and the links in them."""

from django.db import models
from django.utils import timezone

from accounts.models.tickets import OneTime
from fans.models.subscribers import Subscriber


class Letter(OneTime):
    """A mail that somebody asked for at an address, and the link in it that works once.

    Of each kind one is open for a subscriber at a time: `mails` counts how often it went out.
    """

    class Kind(models.TextChoices):
        CONFIRM = "confirm", "Confirm what was asked for"
        KNOWN = "known", "Nothing to confirm: the way to what is followed"
        OLD = "old", "Leave this address for another one"
        NEW = "new", "Take this address from now on"

    kind = models.CharField(max_length=9, choices=Kind)
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="letters")
    email = models.EmailField(max_length=254, blank=True, help_text="The new one, of a move.")
    mails = models.PositiveSmallIntegerField(default=1)
    mailed = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["confirm", "known", "old", "new"]),
                name="letter_kind_known",
            ),
            models.UniqueConstraint(
                fields=["subscriber", "kind"],
                condition=models.Q(used=None, ended=None),
                name="letter_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"Letter {self.pk}"
