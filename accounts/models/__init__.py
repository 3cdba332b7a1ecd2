"""Who: people, the organizations they work for, what they may do there, and what they did."""

from accounts.models.auth_events import AuthEvent, Deed
from accounts.models.people import Membership, Organization, Role, User, UserManager, valid_zone

__all__ = [
    "AuthEvent",
    "Deed",
    "Membership",
    "Organization",
    "Role",
    "User",
    "UserManager",
    "valid_zone",
]
