"""References have ASCII digits alone.

A reference with digits of another script, which the register took before, gets the same digits in
ASCII; if another entry has that reference, or it is none at all, the next one that is free.
"""

import re
import unicodedata

from django.db import migrations
from django.utils import timezone

PREFIX, PATTERN = "RPA-", "\\ARPA-[0-9]{4,8}\\Z"


def in_ascii_digits(reference):
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in reference
    )


def repair(apps, schema_editor):
    Activity = apps.get_model("ropa", "ProcessingActivity")
    History = apps.get_model("ropa", "HistoricalProcessingActivity")
    database = schema_editor.connection.alias
    rows = Activity.objects.using(database)
    bad = [
        row for row in rows.only("pk", "reference", "title") if not re.match(PATTERN, row.reference)
    ]
    if not bad:
        return
    given = set(History.objects.using(database).values_list("reference", flat=True).distinct())
    given |= set(rows.values_list("reference", flat=True))
    for row in bad:
        new = in_ascii_digits(row.reference)
        if not re.match(PATTERN, new) or new in given:
            numbers = {int(each[len(PREFIX) :]) for each in given if re.match(PATTERN, each)}
            free = next(each for each in range(1, 10**8) if each not in numbers)
            new = f"{PREFIX}{free:04d}"
        given.add(new)
        whole = rows.get(pk=row.pk)
        old, whole.reference = whole.reference, new
        whole.save(update_fields=["reference"])
        History.objects.using(database).create(
            **{field.attname: getattr(whole, field.attname) for field in Activity._meta.fields},
            history_date=timezone.now(),
            history_type="~",
            history_change_reason="Upgrade: a reference has ASCII digits alone.",
        )
        print(
            f"\n  The entry “{whole.title}” had the reference {old!a}, which is none. It is {new} "
            "now. Look at it, and approve it again if it was approved."
        )


class Migration(migrations.Migration):
    # Apart from the next one: PostgreSQL alters no table of which rows wait to be checked.
    dependencies = [("ropa", "0008_failed_sign_ins")]

    operations = [migrations.RunPython(repair, migrations.RunPython.noop)]
