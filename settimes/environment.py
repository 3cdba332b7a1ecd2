"""Reading the environment strictly: a typing error stops the start and says which variable.

Django's settings are the only caller.
"""

import contextlib
import hashlib
import os
import secrets
import tempfile
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
# A unix socket's path holds 107 bytes (unix(7)); the rest of the name must fit as well.
LONGEST_SOCKET_PATH = 100


def text(name: str, *, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def boolean(name: str, *, default: bool) -> bool:
    """Read true or false; `DEBUG=flase` must not start quietly."""
    raw = text(name).lower()
    if raw and raw not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={raw!r} is neither true nor false.")
    return raw in TRUE if raw else default


def words(name: str, *, default: list[str]) -> list[str]:
    """Read comma-separated words."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or default


def directory(name: str, *, default: Path) -> Path:
    return Path(text(name, default=str(default))).expanduser().resolve()


def web_address(name: str, *, default: str) -> str:
    """Read an http(s) address without a path; the closing slash is dropped."""
    address = text(name, default=default).rstrip("/")
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(f"{name}={address!r} is not an address like https://example.org")
    return address


def host_of(address: str) -> str:
    return urlsplit(address).hostname or ""


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
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        Path(draft).unlink()
    return path.read_text().strip()


def database(name: str, *, default: Path) -> dict[str, Any]:
    """Read a database address, SQLite or PostgreSQL, with the options each needs here."""
    address = text(name, default=f"sqlite:///{default}")
    try:
        found = dict(environ.Env.db_url_config(address))
    except (ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"{name} is not a database address: {error}") from error
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
    else:
        raise ImproperlyConfigured(f"{name} must be a sqlite:// or postgresql:// address.")
    return found | {"CONN_MAX_AGE": 600}


def embedded_socket(data_dir: Path) -> Path:
    """Return where `make run` has its Valkey listen: in `data_dir` if the path fits."""
    inside = data_dir / "valkey.sock"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_PATH:
        return inside
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"settimes-{os.getuid()}-{digest}" / "valkey.sock"


def redis(name: str, *, default: Path) -> str:
    """Read the address of a Redis or Valkey server."""
    address = text(name, default=f"unix://{default}")
    if urlsplit(address).scheme not in {"redis", "rediss", "unix"}:
        raise ImproperlyConfigured(f"{name} must be a redis://, rediss:// or unix:// address.")
    return address


def as_broker(redis_address: str) -> str:
    """Return the same server as Celery spells it: a socket is `redis+socket://`."""
    scheme, rest = redis_address.split("://", 1)
    return f"redis+socket://{rest}" if scheme == "unix" else redis_address
