"""Structured logs: one JSON object a line, with the request's id and no addresses.

Log facts by `extra={…}`; ids yes, addresses and codes never. What others log (Django the path of a
request, PostgreSQL the e-mail that is taken) is cleaned here.
"""

import json
import logging
import re
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from ipaddress import ip_address

current_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

# Of a request that a proxy in front has named already.
A_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
requests = logging.getLogger("settimes.requests")

# What every record has; the rest came in by `extra`.
STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request_id", "taskName"}
# Django hangs the whole request on its own records.
LEFT_OUT = {"request", "sock", "server_time", "response", "status_code", "exc_info"}
NOT_EXTRA = STANDARD | LEFT_OUT
to_json = json.JSONEncoder(ensure_ascii=False).encode

# Every answer is logged: do not look up, for each, what no line shows.
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False

E_MAIL = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
IPV4 = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
MAYBE_IPV6 = re.compile(r"(?<![\w:])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f.]{0,15}")


@contextmanager
def request_named(meta: Mapping[str, str]) -> Iterator[str]:
    """Give a request the name that its log lines and its answer have."""
    sent = meta.get("HTTP_X_REQUEST_ID", "")
    name = sent if A_REQUEST_ID.fullmatch(sent) else secrets.token_hex(8)
    token = current_request_id.set(name)
    try:
        yield name
    finally:
        current_request_id.reset(token)


def log_answer(method: str | None, route: str | None, status: int, began: float) -> None:
    """Log a request once; `began` is by the monotonic clock.

    The line has the address's pattern, never the address itself: paths can hold tokens.
    """
    ms = round((time.monotonic() - began) * 1000)
    extra = {"method": method, "route": route, "status": status, "ms": ms}
    requests.info("request", extra=extra)


def without_addresses(text: str) -> str:
    """Blank every e-mail and IP address."""
    # Most texts have none; every answer is logged, so looking closer has to be worth it.
    if ":" in text:
        text = MAYBE_IPV6.sub(lambda found: "…" if _is_ip(found[0]) else found[0], text)
    if "@" in text:
        text = E_MAIL.sub("…", text)
    return IPV4.sub("…", text) if "." in text else text


def _is_ip(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _clean(value: object) -> object:
    """Return what JSON can hold of `value`, without addresses."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict):
        return {str(key): _clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set):
        return [_clean(inner) for inner in value]
    return without_addresses(str(value))


def _message(record: logging.LogRecord) -> str:
    """Return the record's message; of a request its path is left out, for it can hold tokens."""
    request = getattr(record, "request", None)
    path = getattr(request, "path", None)
    if not path or not isinstance(record.args, tuple):
        return record.getMessage()
    # Django escapes what it logs.
    paths = {path, path.encode("unicode_escape").decode("ascii")}
    shown = tuple("…" if argument in paths else argument for argument in record.args)
    return str(record.msg) % shown


class RequestIdFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id.get()
        return True


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_addresses(_message(record)),
        }
        request_id = getattr(record, "request_id", None)
        if request_id:
            line["request_id"] = request_id
        line |= {
            key: _clean(value)
            for key, value in vars(record).items()
            if key not in NOT_EXTRA and not key.startswith("_")
        }
        if record.exc_info:
            line["exception"] = without_addresses(self.formatException(record.exc_info))
        return to_json(line)


SETTINGS: dict[str, object] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "settimes.logs.RequestIdFilter"}},
    "formatters": {"json": {"()": "settimes.logs.JsonFormatter"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["request_id"],
            "formatter": "json",
        }
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # Its records carry addresses and paths; settimes.requests logs each answer once, without.
    "loggers": {
        "django.server": {"handlers": [], "propagate": False},
        # Any stranger could fill the log with it; the answer 400 is logged as every other.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        # 404 and the like are logged by settimes.requests already.
        "django.request": {"level": "ERROR"},
    },
}
