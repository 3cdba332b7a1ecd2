from django.apps import AppConfig

from tests.dummies import kinds


class DummiesConfig(AppConfig):
    """Kinds of mail that exist in tests only."""

    name = "tests.dummies"
    label = "dummies"

    def ready(self) -> None:
        kinds.register_all()
