"""What somebody proves beside the password, and how far they have come with it."""

import uuid

from django.db import models
from django.utils import timezone
from django_otp.models import Device

from accounts.models.people import User
from accounts.models.tickets import OneTime


class Authenticator(Device):  # type: ignore[misc]
    """An app that shows a code of six digits, another one every half minute."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The secret, as `accounts.sealing` keeps it.
    sealed = models.TextField(editable=False)
    # No secret is there twice, or a code of it would work twice.
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    # The half minute whose code was taken last: neither that one nor an older one works again.
    last_step = models.BigIntegerField(editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    used = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["created", "pk"]
        verbose_name = "authenticator app"


class MailCodes(Device):  # type: ignore[misc]
    """Somebody has chosen to get codes by mail."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "codes by mail"


class BackupCode(models.Model):
    """One of a set that its owner has on paper; each opens once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    used = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.user}, {'used' if self.used else 'unused'}"


class Ceremony(OneTime):
    """A challenge that a browser was given for its passkeys; the digest is of the challenge."""

    # Nobody: whoever has a passkey may answer.
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    adding = models.BooleanField()

    class Meta:
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return f"{self.user or 'Anybody'}, since {self.created:%Y-%m-%d %H:%M}"


class TrustedDevice(OneTime):
    """A browser where its owner's password is enough; the token is in a cookie."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="trusted_devices")
    name = models.CharField(max_length=100)
    agent = models.CharField(max_length=300)
    last_used = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return self.name


class Challenge(OneTime):
    """Somebody has typed the right password; until they prove the rest they are nobody."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="challenges")
    tries = models.PositiveSmallIntegerField(default=0)
    # Of the code that was sent by mail for this challenge.
    mail_digest = models.CharField(max_length=64, blank=True, editable=False)
    mail_expires = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return f"{self.user}, since {self.created:%Y-%m-%d %H:%M}"
