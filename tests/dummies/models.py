from django.db import models


class Told(models.Model):
    """What a dummy app believes that it has told: one row per mail, as the real ones have."""

    key = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10)

    def __str__(self) -> str:
        return f"{self.key}: {self.state}"


class Fact(models.Model):
    """What a dummy mail is about, and whether it is still true."""

    name = models.CharField(max_length=100, unique=True)
    text = models.CharField(max_length=200)
    owed = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name
