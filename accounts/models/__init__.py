"""Who: people, the organizations they work for, what they may do there, and what they did."""

from accounts.models.askings import Asking
from accounts.models.auth_events import AuthEvent, Deed
from accounts.models.factors import (
    Authenticator,
    BackupCode,
    Ceremony,
    Challenge,
    MailCodes,
    TrustedDevice,
)
from accounts.models.invitations import Invitation
from accounts.models.lockouts import Lockout, SignInTry
from accounts.models.people import (
    LEFT,
    Membership,
    Organization,
    Role,
    User,
    UserManager,
    somebody_who_left,
    valid_zone,
)
from accounts.models.sessions import UserSession
from accounts.models.tickets import OneTime, Ticket

__all__ = [
    "LEFT",
    "Asking",
    "AuthEvent",
    "Authenticator",
    "BackupCode",
    "Ceremony",
    "Challenge",
    "Deed",
    "Invitation",
    "Lockout",
    "MailCodes",
    "Membership",
    "OneTime",
    "Organization",
    "Role",
    "SignInTry",
    "Ticket",
    "TrustedDevice",
    "User",
    "UserManager",
    "UserSession",
    "somebody_who_left",
    "valid_zone",
]
