"""Codes on paper, for the day the telephone is lost: ten of twelve digits, each works once.

Kept as digests under FIELD_KEY, so that not even who has the whole database can try them all.
"""

import secrets

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts import audit, factor_mails, sealing
from accounts.models import BackupCode, Deed, User

DIGITS, SET = 12, 10
PURPOSE = "backup code"


@transaction.atomic
def make(request: HttpRequest, user: User) -> list[str]:
    """Return a new set, which nobody can read again; the old one is worth nothing."""
    replaced, _ = BackupCode.objects.filter(user=user).delete()
    codes = [f"{secrets.randbelow(10**DIGITS):0{DIGITS}}" for _ in range(SET)]
    BackupCode.objects.bulk_create(
        BackupCode(user=user, digest=sealing.digests(user, PURPOSE, code)[0]) for code in codes
    )
    audit.record(Deed.CODES_MADE, request=request, about=user)
    if replaced:  # the first come with an app, about which there is a mail
        factor_mails.tell(user, Deed.CODES_MADE, "", getattr(request, "organization", None))
    return codes


def left(user: User) -> int:
    return BackupCode.objects.filter(user=user, used=None).count()


def is_one(code: str) -> bool:
    """Say whether this is as long as a backup code is."""
    return len(code) == DIGITS


@transaction.atomic
def accept(request: HttpRequest, user: User, code: str) -> bool:
    """Use the code up; of any number at once one gets it. Its owner is told."""
    rows = BackupCode.objects.filter(user=user, used=None)
    mine = rows.filter(digest__in=sealing.digests(user, PURPOSE, code))
    if mine.update(used=timezone.now()) != 1:
        return False
    said = f"{rows.count()} of {SET} left"
    audit.record(Deed.CODE_USED, request=request, by=user, about=user, detail=said)
    factor_mails.tell(user, Deed.CODE_USED, said, getattr(request, "organization", None))
    return True


def forget(user: User) -> None:
    BackupCode.objects.filter(user=user).delete()
