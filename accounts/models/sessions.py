"""Who is signed in where: each session is a row that its owner can see and end."""

import uuid

from django.db import models
from django.utils import timezone

from accounts.models.people import User


class UserSession(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # A digest of what the cookie holds: whoever reads the table cannot sign in with it.
    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")
    session_data = models.TextField()
    began = models.DateTimeField(default=timezone.now)
    seen = models.DateTimeField(default=timezone.now)
    expire_date = models.DateTimeField(db_index=True)
    remembered = models.BooleanField(default=False)
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=300, blank=True)
    # Its person's role is another since: it goes on under a new key.
    outdated = models.BooleanField(default=False)

    class Meta:
        ordering = ["-seen", "-pk"]
        verbose_name = "session"

    def __str__(self) -> str:
        return f"{self.user or 'Nobody'}, since {self.began:%Y-%m-%d %H:%M}"
