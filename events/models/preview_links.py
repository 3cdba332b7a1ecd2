"""Links that show an event to somebody before it is published."""

import secrets

from django.db import models

from events.models.events import Event


def new_code() -> str:
    return secrets.token_urlsafe(18)


class PreviewLink(models.Model):
    """One such link. The address also needs a signature: the row alone opens nothing."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="preview_links")
    code = models.CharField(max_length=40, unique=True, default=new_code, editable=False)
    by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, related_name="preview_links", null=True
    )
    created = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Preview of {self.event}"
