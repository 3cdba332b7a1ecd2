"""Reading the environment strictly: a typing error stops the start and says which variable.

The callers are Django's settings and, for what comes before them, `settimes.run`.
"""

import contextlib
import hashlib
import os
import re
import secrets
import tempfile
import warnings
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
# A unix socket's path holds 107 bytes (unix(7)); the rest of the name must fit as well.
LONGEST_SOCKET_PATH = 100
# Spaces, % and # mean something else in an address.
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")
A_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
A_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)?")
SECONDS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400}


def text(name: str, *, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def boolean(name: str, *, default: bool) -> bool:
    """Read true or false; `DEBUG=flase` must not start quietly."""
    raw = text(name).lower()
    if raw and raw not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={raw!r} is neither true nor false.")
    return raw in TRUE if raw else default


def whole_number(name: str, *, default: int, at_least: int, at_most: int) -> int:
    raw = text(name) or str(default)
    if not raw.isdecimal() or not at_least <= int(raw) <= at_most:
        raise ImproperlyConfigured(
            f"{name}={raw!r} is not a whole number from {at_least} to {at_most}."
        )
    return int(raw)


def in_ten_minutes(name: str, *, default: int) -> tuple[int, int]:
    """Read how often something may happen in ten minutes: how many, in how many seconds."""
    return whole_number(name, default=default, at_least=1, at_most=100_000), 600


def words(name: str, *, default: list[str]) -> list[str]:
    """Read comma-separated words."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or default


def duration(name: str, *, default: str) -> timedelta:
    """Read a length of time above nothing: `90`, `90s`, `15m`, `2h`, `5d`."""
    raw = text(name, default=default)
    match = A_DURATION.fullmatch(raw)
    if not match or not float(match[1]):
        raise ImproperlyConfigured(f"{name}={raw!r} is not a length of time like 90s, 15m or 2h.")
    return timedelta(seconds=float(match[1]) * SECONDS[match[2] or "s"])


def clock(name: str, *, default: str) -> int:
    """Read a time of day like 09:00, as minutes after midnight."""
    raw = text(name, default=default)
    match = A_CLOCK.fullmatch(raw)
    if not match:
        raise ImproperlyConfigured(f"{name}={raw!r} is not a time of day like 09:00.")
    return int(match[1]) * 60 + int(match[2])


def directory(name: str, *, default: Path) -> Path:
    try:
        return Path(text(name, default=str(default))).expanduser().resolve()
    except (RuntimeError, OSError) as error:
        raise ImproperlyConfigured(f"{name} is not a folder: {error}") from error


def web_address(name: str, *, default: str) -> str:
    """Read an http(s) address that is scheme, host and port only; the closing slash is dropped."""
    address = text(name, default=default).rstrip("/")
    try:
        parts = urlsplit(address)
        bare = f"{parts.scheme}://{parts.netloc}" == address and "@" not in parts.netloc
        good = bare and parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:  # a port or an IPv6 host that cannot be
        good = False
    if not good:
        raise ImproperlyConfigured(
            f"{name}={address!r} is not an address like https://example.org."
        )
    return address


def host_of(address: str) -> str:
    """Return the host as ALLOWED_HOSTS spells it: an IPv6 address has its brackets."""
    host = urlsplit(address).hostname or ""
    return f"[{host}]" if ":" in host else host


def networks(name: str) -> list[str]:
    """Read comma-separated networks, like `10.0.0.0/8,::1`."""
    found = words(name, default=[])
    for network in found:
        try:
            ip_network(network)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name}: {error}.") from error
    return found


def kept_secret(path: Path) -> str:
    """Return the secret kept in `path`: made once, readable by its owner only.

    The file appears whole or not at all, so two processes starting together agree.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent)  # mkstemp makes it 0600
        try:
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(50))
                file.flush()
                os.fsync(handle)
            with contextlib.suppress(FileExistsError):
                os.link(draft, path)
        finally:
            Path(draft).unlink()
    secret = path.read_text().strip()
    if not secret:
        raise ImproperlyConfigured(f"{path} is empty. Remove it, and a new secret is made.")
    return secret


def database(name: str, *, default: Path) -> dict[str, Any]:
    """Read a database address, SQLite or PostgreSQL, with the options each needs here."""
    address = text(name)
    found: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default)}
    if address:
        found = _database_parts(name, address)
    engine = found.get("ENGINE", "")
    if engine == "django.db.backends.sqlite3":
        # IMMEDIATE: without it most of two writers' read-then-write transactions fail as locked.
        # FULL: what has been told must survive a power cut.
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000"
            ),
        }
    elif engine == "django.db.backends.postgresql":
        found["CONN_HEALTH_CHECKS"] = True
        # Pages wait for a server that does not answer; libpq itself would for minutes.
        found["OPTIONS"] = {"connect_timeout": 3} | found.get("OPTIONS", {})
    else:
        raise ImproperlyConfigured(f"{name} must be a sqlite:// or postgresql:// address.")
    return found | {"CONN_MAX_AGE": 600}


def _database_parts(name: str, address: str) -> dict[str, Any]:
    try:
        with warnings.catch_warnings(action="ignore"):  # of a scheme that `database` refuses
            found = dict(environ.Env.db_url_config(address))
    except (ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"{name} is not a database address: {error}") from error
    if not found.get("NAME"):
        raise ImproperlyConfigured(f"{name} names no database.")
    return found


def embedded_socket(data_dir: Path) -> Path:
    """Return where `make run` has its Valkey listen: in `data_dir` if its path suits an address."""
    inside = data_dir / "valkey.sock"
    if len(str(inside)) <= LONGEST_SOCKET_PATH and PLAIN_PATH.fullmatch(str(inside)):
        return inside
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"settimes-{os.getuid()}-{digest}" / "valkey.sock"


def redis(name: str, *, default: Path) -> str:
    """Read the address of a Redis or Valkey server."""
    address = text(name, default=f"unix://{default}")
    try:
        parts = urlsplit(address)
        good = parts.scheme in {"redis", "rediss", "unix"} and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise ImproperlyConfigured(f"{name} must be a redis://, rediss:// or unix:// address.")
    return address


def as_broker(redis_address: str) -> str:
    """Return the same server as Celery spells it: a socket is `redis+socket://`."""
    scheme, rest = redis_address.split("://", 1)
    if scheme != "unix":
        return redis_address
    return f"redis+socket://{rest.replace('?db=', '?virtual_host=')}"
