"""Make the triggers anew: as they are now, they hold for replicating sessions too, and refuse a
version that says it was made before the one before it."""

from django.db import migrations

from ._append_only import DECISION, VERSION, protect, unprotect


def make_anew(apps, schema_editor):
    for table in (VERSION, DECISION):
        unprotect(schema_editor, table)
        protect(schema_editor, table)


class Migration(migrations.Migration):

    dependencies = [("ropa", "0012_job_permissions")]

    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop)]
