"""Time of a sign-in that fails, for each reason, and of asking for a new password, for known and
unknown addresses: the median of each against the first.
"""

import statistics
import time

from django.db import connection
from django.test import Client, override_settings

from accounts import lockouts
from accounts.models import User

ROUNDS = 40
HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
WIDE_OPEN = 10_000
ASKINGS = 200
ASKED = ("known", "unknown", "inactive")
CASES = ("known", "unknown", "inactive", "locked", "locked unknown")


def main() -> None:
    old_name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        measure()
    finally:
        connection.creation.destroy_test_db(old_name, verbosity=0)


@override_settings(PASSWORD_HASHERS=HASHERS, ALLOWED_HOSTS=["testserver"])
def measure() -> None:
    print(f"\nSign-in with a wrong password on {connection.vendor}: median of {ROUNDS} in turns")
    User.objects.create_user("known@example.org", "a long enough password")
    User.objects.create_user("inactive@example.org", "a long enough password", is_active=False)
    User.objects.create_user("locked@example.org", "a long enough password")
    lock("locked@example.org")
    lock("lockedunknown@example.org")
    took: dict[str, list[float]] = {case: [] for case in CASES}
    limits = {f"LOCKOUT_{name}": WIDE_OPEN for name in ("PAIR", "NETWORK", "ACCOUNT")}
    with override_settings(**limits):
        for _ in range(ROUNDS):
            for case in CASES:
                took[case].append(seconds(f"{case.replace(' ', '')}@example.org"))
    show(took)
    print(f"\nAsking for a new password on {connection.vendor}: median of {ASKINGS} in turns")
    took = {case: [] for case in ASKED}
    with override_settings(ASK_MAILS=WIDE_OPEN):
        for number in range(ASKINGS):
            for case in ASKED:
                took[case].append(asking(f"{case}@example.org", f"192.0.2.{number % 250}"))
    show(took)


def show(took: dict[str, list[float]]) -> None:
    medians = {case: statistics.median(times) for case, times in took.items()}
    first = next(iter(medians.values()))
    for case, median in medians.items():
        print(f"{case:16}{median * 1000:8.1f} ms {median / first:6.2f}x")


def lock(email: str) -> None:
    for _ in range(5):
        lockouts.failed(lockouts.begin(email, "192.0.2.9"))


def seconds(email: str) -> float:
    client = Client(REMOTE_ADDR="192.0.2.9" if email.startswith("locked") else "192.0.2.1")
    typed = {"email": email, "password": "the wrong password"}
    began = time.perf_counter()
    client.post("/accounts/login/", typed)
    return time.perf_counter() - began


def asking(email: str, address: str) -> float:
    client = Client(REMOTE_ADDR=address)
    began = time.perf_counter()
    client.post("/accounts/reset/", {"email": email})
    return time.perf_counter() - began
