"""The demo's organizer, and the file that its password is kept in."""

import os
import secrets
import tempfile
from pathlib import Path

from accounts.models import Membership, Organization, Role, User

EMAIL = "organizer@example.org"
# Nothing that reads as something else, in groups of five: 86 bits, easy to type off a screen.
LETTERS = "bcdfghjkmnpqrstvwxyz"
GROUPS, GROUP = 4, 5


def make_organizer(organization: Organization) -> tuple[User, str]:
    """Return the organizer, who may do everything, and the password."""
    password = "-".join(
        "".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS)
    )
    user = User.objects.create_superuser(EMAIL, password, name="Robin")
    Membership.objects.create(user=user, organization=organization, role=Role.ADMIN)
    return user, password


def keep_password(file: Path, password: str) -> None:
    """Write e-mail and password for the owner's eyes only; the file appears whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")  # made 0600
    try:
        with os.fdopen(handle, "w") as opened:
            opened.write(f"{EMAIL}\n{password}\n")
        Path(draft).replace(file)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise
