"""How often strangers asked for a mail: of an address by its keyed hash, and from a network."""

from django.db import models
from django.utils import timezone


class Asking(models.Model):
    # "address <hash>" or "network 192.0.2.1".
    key = models.CharField(max_length=80, unique=True)
    # What was asked for lately, and when: few entries, however often somebody asks.
    lately = models.JSONField(default=dict)
    touched = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key
