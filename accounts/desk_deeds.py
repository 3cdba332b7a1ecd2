"""What the desk does to accounts: written down, and the sessions of whoever it concerns ended."""

from typing import Any

from django.http import HttpRequest

from accounts import audit, leaving, sessions
from accounts.models import Deed, Membership, User

# With one of these an account may do less, or more, than its sessions were begun for.
RIGHTS = {"email", "is_active", "is_staff", "is_superuser"}


def account_saved(request: HttpRequest, user: User, changed: list[str]) -> None:
    what = Deed.ACCOUNT_CHANGED
    if "is_active" in changed:
        what = Deed.REACTIVATED if user.is_active else Deed.DEACTIVATED
    audit.record(what, request=request, about=user, detail=", ".join(changed))
    if RIGHTS & set(changed):
        end_sessions(request, user)


def end_sessions(request: HttpRequest, user: User) -> None:
    """End them; whoever does it to themselves goes on in a new one."""
    if user.pk != request.user.pk:
        sessions.end_all(user)
        return
    sessions.step_up(request)
    sessions.end_all(user, but=request)


def memberships_saved(request: HttpRequest, formset: Any) -> None:
    """Write down each membership that an inline gave, changed or took."""
    gone: list[Membership] = formset.deleted_objects
    changed = [row for row, _ in formset.changed_objects]
    for row in [*formset.new_objects, *changed, *gone]:
        said = "taken away" if row in gone else str(row.get_role_display())
        audit.record(
            Deed.ROLE_CHANGED,
            request=request,
            about=row.user,
            organization=row.organization,
            detail=said,
        )
        end_sessions(request, row.user)


def accounts_deleted(request: HttpRequest, users: list[User]) -> None:
    for user in users:
        audit.record(Deed.ACCOUNT_DELETED, request=request, about=user)
        leaving.delete(user)
