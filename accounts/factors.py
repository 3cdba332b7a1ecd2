"""What somebody has beside a password.

A factor is a device of django-otp: whatever model of ours or of a plug-in is one, counts.
"""

from django.db import transaction
from django.http import HttpRequest
from django_otp import devices_for_user
from django_otp.models import Device

from accounts import audit, backup_codes, factor_mails, policy, sessions
from accounts.models import Deed, MailCodes, User


class Required(Exception):
    """Without this one their role would lack what it needs."""


class Last(Exception):
    """Without this one the password would be all that is asked for."""


def of(user: User) -> list[Device]:
    """Return what this person may sign in with beside the password."""
    return list(devices_for_user(user))


@transaction.atomic
def added(request: HttpRequest, user: User, device: Device) -> None:
    """Write down a new factor; wherever else this person is signed in ends."""
    _changed(request, user, Deed.FACTOR_ADDED, device)
    sessions.proven(request, device.name)


@transaction.atomic
def remove(request: HttpRequest, user: User, device: Device, *, may_be_last: bool) -> None:
    """Take a factor away, or raise `Required` or `Last`; the codes on paper go with the last."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    others = [one for one in of(user) if one.persistent_id != device.persistent_id]
    if policy.is_needed_by(user) and all(isinstance(one, MailCodes) for one in others):
        raise Required
    if not others and not may_be_last:
        raise Last
    device.delete()
    if not others:
        backup_codes.forget(user)
    _changed(request, user, Deed.FACTOR_REMOVED, device)


def _changed(request: HttpRequest, user: User, what: Deed, device: Device) -> None:
    said = f"{device._meta.verbose_name}: {device.name}"
    audit.record(what, request=request, about=user, detail=said)
    factor_mails.tell(user, what, device.name, getattr(request, "organization", None))
    sessions.step_up(request)
    sessions.end_all(user, but=request)
