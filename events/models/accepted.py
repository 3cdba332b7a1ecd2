"""Conflicts that an organizer has looked at and means so."""

from django.db import models

from accounts.models import somebody_who_left
from events.models.performances import Performance


class AcceptedConflict(models.Model):
    """One conflict of two sets, marked as intended. Changed only through `events.intended`.

    It holds for as long as both sets are where they were when it was marked (`places`). Taken
    back, the row stays with no `accepted_at`, so that undo finds it.
    """

    kind = models.CharField(max_length=16)
    # Of the two sets the one that was added first; either may play first.
    first = models.ForeignKey(Performance, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Performance, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        "accounts.User",
        on_delete=models.SET(somebody_who_left),
        related_name="accepted_conflicts",
        null=True,
    )
    accepted_at = models.DateTimeField(null=True)
    places = models.JSONField(default=list)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "first", "second"], name="accepted_conflict_once"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["venue_overlap", "double_booking", "tight_changeover", "long_walk"]
                ),
                name="accepted_conflict_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")),
                name="accepted_conflict_in_order",
            ),
        ]

    def __str__(self) -> str:
        return "The mark of this conflict"
