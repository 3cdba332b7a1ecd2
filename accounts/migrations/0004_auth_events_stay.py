"""Have the database refuse to change a row of the audit record, whoever asks."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = """
CREATE TRIGGER auth_event_stays BEFORE UPDATE ON accounts_authevent
BEGIN SELECT RAISE(ABORT, 'the audit record is not changed'); END
"""
POSTGRESQL = """
CREATE FUNCTION auth_event_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit record is not changed'; END $$;
CREATE TRIGGER auth_event_stays BEFORE UPDATE ON accounts_authevent
FOR EACH ROW EXECUTE FUNCTION auth_event_stays();
"""


def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute(SQLITE if on_sqlite else POSTGRESQL)


def let_go(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER auth_event_stays")
    else:
        schema_editor.execute("DROP TRIGGER auth_event_stays ON accounts_authevent")
        schema_editor.execute("DROP FUNCTION auth_event_stays()")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_auth_events")]

    operations = [migrations.RunPython(guard, let_go)]
