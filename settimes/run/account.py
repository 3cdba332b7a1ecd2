"""Print the demo account's e-mail and password, for as long as they open it.

Where nobody has an account at all: the address at which the first one is made.
"""

import sys

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password
from django.urls import reverse


def kept_account() -> tuple[str, str] | None:
    """Return what `load_demo` wrote down, unless the password has been changed since."""
    kept = settings.DATA_DIR / "demo-password"
    if not kept.exists():
        return None
    email, password, *_ = [*kept.read_text().splitlines(), "", ""]
    user = get_user_model().objects.filter(email=email, is_active=True).first()
    if user is None or not check_password(password, user.password):
        return None
    return email, password


def lines() -> list[str]:
    """Return one line, the first account's address; or two, of an account; or none."""
    if not get_user_model().objects.exists():
        return [reverse("accounts:first_run")]
    return list(kept_account() or ())


if __name__ == "__main__":
    django.setup()
    sys.stdout.write("\n".join(lines()))
