from django.conf import settings


def test_the_suite_runs_with_its_own_settings() -> None:
    assert settings.SETTINGS_MODULE == "tests.settings"
