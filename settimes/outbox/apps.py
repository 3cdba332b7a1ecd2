from django.apps import AppConfig
from django.core.checks import Tags, register

from settimes.outbox.checks import leases_outlive_timeouts


class OutboxConfig(AppConfig):
    name = "settimes.outbox"
    verbose_name = "Mail"

    def ready(self) -> None:
        register(leases_outlive_timeouts, Tags.compatibility)
