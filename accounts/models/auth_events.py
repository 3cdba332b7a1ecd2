"""The audit record: rows that are written once. The database itself refuses to change one.

People and organizations are named by their ids alone, without a constraint: a row outlives them as
it is, and whoever deletes an account leaves no name in it.
"""

from typing import NoReturn

from django.db import models
from django.utils import timezone

from accounts.models.people import Organization, User


class AppendOnly(TypeError):
    """A row of the audit record is neither changed nor taken away."""


class Deed(models.TextChoices):
    SIGNED_IN = "signed_in", "Signed in"
    SIGN_IN_FAILED = "sign_in_failed", "Sign-in failed"
    SIGNED_OUT = "signed_out", "Signed out"
    LOCKED = "locked", "Locked out"
    UNLOCKED = "unlocked", "Lockout lifted"
    SESSION_ENDED = "session_ended", "Session ended"
    REFUSED = "refused", "Refused"
    INVITED = "invited", "Invited"
    INVITATION_REVOKED = "invitation_revoked", "Invitation revoked"
    JOINED = "joined", "Joined"
    ROLE_CHANGED = "role_changed", "Role changed"
    DEACTIVATED = "deactivated", "Deactivated"
    REACTIVATED = "reactivated", "Reactivated"
    LEFT = "left", "Left"
    REMOVED = "removed", "Removed from the members"
    RESET_ASKED = "reset_asked", "Password reset asked for"
    PASSWORD_RESET = "password_reset", "Password reset"
    PASSWORD_CHANGED = "password_changed", "Password changed"
    EMAIL_ASKED = "email_asked", "E-mail change asked for"
    EMAIL_CHANGED = "email_changed", "E-mail changed"
    EMAIL_KEPT = "email_kept", "E-mail change objected to"
    NAME_CHANGED = "name_changed", "Name changed"
    ACCOUNT_CREATED = "account_created", "Account created"
    ACCOUNT_CHANGED = "account_changed", "Account changed at the desk"
    ACCOUNT_DELETED = "account_deleted", "Account deleted"
    FACTOR_ADDED = "factor_added", "Second factor added"
    FACTOR_REMOVED = "factor_removed", "Second factor removed"
    CODES_MADE = "codes_made", "Backup codes made"
    CODE_USED = "code_used", "Backup code used"
    PROVED = "proved", "Proved again who they are"
    DEVICE_TRUSTED = "device_trusted", "Device trusted"
    DEVICE_FORGOTTEN = "device_forgotten", "Device trusted no more"
    PASSKEY_REFUSED = "passkey_refused", "Passkey refused"
    PASSKEY_COPIED = "passkey_copied", "Passkey seems copied"
    FACTORS_RESET = "factors_reset", "Second factors reset"
    RECOVERY_ASKED = "recovery_asked", "Lost everything, asks an admin"
    EXPORTED = "exported", "Exported"
    TELLING_DECIDED = "telling_decided", "Decided what fans are told"
    ADDRESSES_SEEN = "addresses_seen", "Addresses of fans looked at"
    MAIL_SETTLED = "mail_settled", "Mail in doubt settled"
    SETTINGS_CHANGED = "settings_changed", "Settings changed"


class AuthEventQuerySet(models.QuerySet["AuthEvent"]):
    """Rows for reading; `accounts.audit` writes them, and `purge` lets the old ones go."""

    def update(self, **_: object) -> NoReturn:
        raise AppendOnly

    def bulk_update(self, *_: object, **__: object) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly


class AuthEvent(models.Model):
    at = models.DateTimeField(default=timezone.now, editable=False)
    what = models.CharField(max_length=20)
    by = models.ForeignKey(
        User, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    about = models.ForeignKey(
        User, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=300, blank=True)
    detail = models.CharField(max_length=500, blank=True)

    objects = AuthEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "audit entry"
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["organization", "-at"], name="auth_event_of_organization"),
            models.Index(fields=["at"], name="auth_event_at"),
        ]

    def __str__(self) -> str:
        return f"{self.said} {self.at:%Y-%m-%d %H:%M}"

    @property
    def said(self) -> str:
        """Return what happened in words."""
        return Deed(self.what).label if self.what in Deed.values else self.what

    def delete(self, *_: object, **__: object) -> NoReturn:
        raise AppendOnly
