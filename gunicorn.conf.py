"""How SetTimes is served, by `make run` and by a plain `gunicorn settimes.wsgi` alike."""

worker_class = "gthread"
workers = 2
threads = 4
# Without it the kept-alive connections pile up on one of the workers.
reuse_port = True
# Its socket has one fixed path per user, so a second gunicorn would complain.
control_socket_disable = True
graceful_timeout = 5

# settimes.middleware decides whom to believe (TRUSTED_PROXIES); gunicorn itself believes nobody.
forwarded_allow_ips = ""
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}

logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "settimes.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "gunicorn.error": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # settimes.requests logs each answer, without addresses.
        "gunicorn.access": {"handlers": [], "propagate": False},
    },
}
