"""What people do to their own account. Where it matters, the password is asked for again."""

from django.db import transaction
from django.http import HttpRequest

from accounts import audit, resets
from accounts.models import Deed, User


@transaction.atomic
def rename(request: HttpRequest, owner: User, name: str) -> bool:
    """Change the name that the others see; say whether it is another one."""
    if owner.name == name:
        return False
    owner.name = name
    owner.save(update_fields=["name", "updated"])
    audit.record(Deed.NAME_CHANGED, request=request, about=owner)
    return True


def change_password(request: HttpRequest, owner: User, password: str) -> None:
    """Set a new password. Whoever came in with the old one elsewhere is signed out."""
    owner.set_password(password)  # slow on purpose, so before the transaction
    with transaction.atomic():
        resets.set_password(request, owner, Deed.PASSWORD_CHANGED)
