"""The ledger's rows: what was done to a lineup, by whom, and what it touched."""

from django.db import models
from django.db.models import Q

from accounts.models import Organization, somebody_who_left
from events.models.events import Event


class ChangeSet(models.Model):
    """One act on a lineup, in words and with every row it touched. What it says never changes.

    An act that touches several events (a band is renamed) writes one for each, with the same
    `operation`; undoing takes back the whole operation.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="change_sets"
    )
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="change_sets", null=True
    )
    by = models.ForeignKey(
        "accounts.User",
        on_delete=models.SET(somebody_who_left),
        related_name="change_sets",
        null=True,
    )
    at = models.DateTimeField(auto_now_add=True)
    label = models.CharField(max_length=200)
    # One submission of one form: a repeated submit answers with the first outcome.
    form_key = models.CharField(max_length=64, blank=True)
    operation = models.UUIDField()
    undoes = models.UUIDField(null=True)  # the operation this one took back
    # When those who follow were told of it, or nobody needed to be (`events.uncollected`).
    collected_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "act"
        verbose_name_plural = "history"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "form_key", "event"],
                condition=~Q(form_key=""),
                name="change_set_form_key_once",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "-at"], name="change_set_history"),
            models.Index(fields=["operation"], name="change_set_operation"),
            models.Index(fields=["undoes"], name="change_set_undoes"),
            models.Index(
                fields=["event"], condition=Q(collected_at=None), name="change_set_uncollected"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Change(models.Model):
    """One row's values before and after a `ChangeSet`; only the fields that it touched.

    `before` is None where the row was made. The target is named without a foreign key, so that the
    ledger outlives it.
    """

    class Kind(models.TextChoices):
        PERFORMANCE = "performance"
        EVENT = "event"
        BAND = "band"
        VENUE = "venue"
        CONFLICT = "conflict"

    change_set = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=11, choices=Kind)
    target_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["kind", "target_id"], name="change_by_target")]

    def __str__(self) -> str:
        return f"{self.kind} {self.target_id}"
