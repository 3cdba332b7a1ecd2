"""Devices that a person trusts: there the password is enough for `TRUST_FOR`.

Each is a row; the cookie holds what finds it, and opens nothing by itself. It counts for one
account and one kind of browser, and ends with every change of password or factors. Whoever comes
with one has tries of their own, so that a stranger's wrong passwords do not shut its owner out.
"""

import re
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts import audit, tickets
from accounts.audit import LONGEST_AGENT, one_line
from accounts.devices import device
from accounts.models import Deed, TrustedDevice, User

NAME = "Trusted device"
VERSION = re.compile(r"[\d.]+")


def trust(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Trust the browser of this request from now on."""
    agent = _agent(request)
    row = TrustedDevice(user=user, agent=agent, name=device(agent))
    row.expires = timezone.now() + settings.TRUST_FOR
    row.save()
    audit.record(Deed.DEVICE_TRUSTED, request=request, by=user, about=user, detail=row.name)
    response.set_cookie(
        settings.TRUST_COOKIE_NAME,
        tickets.cut(row),
        max_age=settings.TRUST_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def find(request: HttpRequest, email: str) -> TrustedDevice | None:
    """Return the row of this browser, if it is trusted for the account of this address."""
    rows = TrustedDevice.objects.filter(user__email=email.strip().lower())
    row = tickets.find(rows, request.COOKIES.get(settings.TRUST_COOKIE_NAME, ""))
    same = row is not None and _kind(row.agent) == _kind(_agent(request))
    return row if same else None


def used(row: TrustedDevice) -> None:
    TrustedDevice.objects.filter(pk=row.pk).update(last_used=timezone.now())


def bucket(row: TrustedDevice) -> str:
    """Return under what name the tries of this device are counted."""
    return f"device {row.public_id}"


def of(user: User) -> QuerySet[TrustedDevice]:
    return tickets.still_open(TrustedDevice.objects.filter(user=user))


def purge(before: datetime) -> int:
    return TrustedDevice.objects.filter(expires__lt=before).delete()[0]


def _agent(request: HttpRequest) -> str:
    return one_line(request.META.get("HTTP_USER_AGENT", ""), LONGEST_AGENT)


def _kind(agent: str) -> str:
    """Return what stays the same when a browser is updated."""
    return VERSION.sub("", agent)
