"""Model fields that more than one app uses."""

from django.db import models

from bands.names import normalise


class NormalisedNameField(models.CharField):  # type: ignore[type-arg]
    """The comparable form of the row's `name`, right however the row is saved."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **{"editable": False, "max_length": 2000, **kwargs})  # type: ignore[arg-type]

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 - Django's
        value = normalise(model_instance.name)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, value)
        return value
