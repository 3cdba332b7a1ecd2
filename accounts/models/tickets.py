"""What is allowed once: somebody who holds the token may do it, until it is used, ended or old."""

from django.db import models
from django.utils import timezone

from accounts.models.people import User


class OneTime(models.Model):
    """A row that a token opens once; `accounts.tickets` says how."""

    # Of the token only this is kept: whoever reads the table cannot use one. Nothing yet: the
    # token is made when the mail that carries it is written.
    digest = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001
    created = models.DateTimeField(default=timezone.now, editable=False)
    expires = models.DateTimeField(db_index=True)
    used = models.DateTimeField(null=True, editable=False)
    ended = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True


class Ticket(OneTime):
    """What a link in a mail lets the owner of an account do."""

    class Kind(models.TextChoices):
        RESET = "reset", "Set a new password"
        EMAIL = "email", "Confirm a new address"
        OBJECTION = "objection", "Object to a new address"

    kind = models.CharField(max_length=9, choices=Kind)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tickets")
    # The address that becomes theirs, or, of an objection, becomes theirs again.
    email = models.EmailField(max_length=254, blank=True)

    class Meta:
        ordering = ["-created", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["reset", "email", "objection"]),
                name="ticket_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.user}"
