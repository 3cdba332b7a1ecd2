"""Structured logs: one JSON object a line, with the request's id and no addresses.

Log facts by `extra={…}`; ids yes, addresses and codes never. What others log (Django the path of a
request, PostgreSQL the e-mail that is taken) is cleaned here.
"""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from ipaddress import ip_address

current_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

# What every record has; the rest came in by `extra`.
STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request_id", "taskName"}
# Django hangs the whole request on its own records.
LEFT_OUT = {"request", "sock", "server_time", "response", "status_code", "exc_info"}

E_MAIL = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
IPV4 = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
MAYBE_IPV6 = re.compile(r"(?<![\w:])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f.]{0,15}")


def without_addresses(text: str) -> str:
    """Blank every e-mail and IP address."""
    text = MAYBE_IPV6.sub(lambda found: "…" if _is_ip(found[0]) else found[0], text)
    return IPV4.sub("…", E_MAIL.sub("…", text))


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
            if key not in STANDARD | LEFT_OUT and not key.startswith("_")
        }
        if record.exc_info:
            line["exception"] = without_addresses(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
