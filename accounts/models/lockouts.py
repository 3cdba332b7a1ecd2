"""Who tried to sign in, and who has to wait: rows, so that no restart and no cache forgets it."""

from django.db import models
from django.utils import timezone


class SignInTry(models.Model):
    """One password that was tried. It counts from when it begins, so none slips in beside it."""

    email = models.CharField(max_length=254)
    network = models.CharField(max_length=43)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    failed = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["email", "at"], name="sign_in_try_email"),
            models.Index(fields=["network", "at"], name="sign_in_try_network"),
        ]

    def __str__(self) -> str:
        return f"{self.email} from {self.network}"


class Lockout(models.Model):
    """What is counted together: an account from one network, a network, an account."""

    class Kind(models.TextChoices):
        PAIR = "pair", "An account from one network"
        NETWORK = "network", "A network"
        ACCOUNT = "account", "An account"

    kind = models.CharField(max_length=7, choices=Kind)
    email = models.CharField(max_length=254, blank=True)
    network = models.CharField(max_length=43, blank=True)
    counts_from = models.DateTimeField(null=True)
    locked_until = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    touched = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["kind", "email", "network"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "email", "network"], name="lockout_once"),
        ]

    def __str__(self) -> str:
        return " from ".join(part for part in (self.email, self.network) if part)
