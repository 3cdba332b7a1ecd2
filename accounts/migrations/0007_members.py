import uuid

from django.db import migrations, models


def give_each_its_own(apps, schema_editor):
    for membership in apps.get_model("accounts", "Membership").objects.all():
        membership.public_id = uuid.uuid4()
        membership.save(update_fields=["public_id"])


class Migration(migrations.Migration):
    """Members can be shut out, and have addresses that nobody guesses."""

    dependencies = [("accounts", "0006_tickets")]

    operations = [
        migrations.AddField("membership", "deactivated_at", models.DateTimeField(blank=True, editable=False, null=True)),
        migrations.AddField("membership", "public_id", models.UUIDField(default=uuid.uuid4, editable=False, null=True)),
        migrations.RunPython(give_each_its_own, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("membership", "public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
        migrations.AddField("usersession", "outdated", models.BooleanField(default=False)),
    ]
