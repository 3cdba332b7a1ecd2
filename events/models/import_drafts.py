"""Lineups that were read and are being looked at: nothing of them is in the lineup yet."""

import secrets

from django.db import models

from accounts.models import User
from events.models.events import Event


def new_key() -> str:
    return secrets.token_hex(16)


class ImportDraft(models.Model):
    """What one person is about to import into one event, and what they said about it so far."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="import_drafts")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    # Of this very paste: a page about another one, or a second press of Import, is told apart.
    key = models.CharField(max_length=32, default=new_key)
    source = models.CharField(max_length=100)  # a file's name; "" for a paste
    lines = models.JSONField()  # [[number, [cell, …]], …]
    decisions = models.JSONField(default=dict)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "by"], name="import_draft_once"),
        ]
        indexes = [models.Index(fields=["updated"], name="import_draft_age")]

    def __str__(self) -> str:
        return f"{self.source or 'A paste'} for {self.event}"
