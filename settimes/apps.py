"""Wiring as Django sees it: no models, only checks that always run."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from settimes import checks


class SetTimesConfig(AppConfig):
    name = "settimes"

    def ready(self) -> None:
        register(checks.production, Tags.security)
        register(checks.proxy, Tags.security, deploy=True)
        register(checks.embedded, Tags.security, deploy=True)
