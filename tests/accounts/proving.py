"""Telephones of the cast: authenticator apps that show the code of any half minute."""

import base64
import secrets
from dataclasses import dataclass

from django.test import Client

from accounts import authenticators, sealing
from accounts.models import Authenticator, User

LOGIN, CODE, FACTORS, ADD = (
    "/accounts/login/",
    "/accounts/login/code/",
    "/accounts/factors/",
    "/accounts/factors/app/",
)
PASSWORD = "a long enough password"


@dataclass(frozen=True)
class Phone:
    secret: str

    def code(self, later: int = 0) -> str:
        """Return what it shows now, or so many half minutes later."""
        return authenticators.code_of(self.secret, authenticators.step_now() + later)


def give_phone(user: User, name: str = "Telephone") -> Phone:
    """Add an app behind the page's back; no code of it was used in the last half hour."""
    secret = base64.b32encode(secrets.token_bytes(20)).decode()
    Authenticator.objects.create(
        user=user,
        name=name,
        sealed=sealing.seal(user, authenticators.PURPOSE, secret),
        fingerprint=sealing.digests(user, authenticators.PURPOSE, secret)[0],
        last_step=authenticators.step_now() - 60,
    )
    return Phone(secret)


def type_password(user: User, password: str = PASSWORD, *, client: Client | None = None, **more):
    """Return a browser that has come as far as the second step."""
    client = client or Client(REMOTE_ADDR="192.0.2.1")
    client.post(LOGIN, {"email": user.email, "password": password, **more})
    return client


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")
