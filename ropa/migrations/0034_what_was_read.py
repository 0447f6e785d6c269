from django.db import migrations, models

MODELS = (
    "agreement",
    "datacategory",
    "legislation",
    "organisation",
    "peoplecategory",
    "provision",
    "statutorypower",
    "system",
)
# Of what was checked before, nobody was asked what they had read.
NOT_NOTED = "Not noted when it was checked."


def note_what_is_known(apps, _schema_editor):
    for model in MODELS:
        for name in (model, f"historical{model}"):
            checked = apps.get_model("ropa", name).objects.filter(verified_on__isnull=False)
            checked.update(source_read=NOT_NOTED)


class Migration(migrations.Migration):
    """Who says that a row was checked at its source says what was read there."""

    dependencies = [("ropa", "0033_people_not_asked")]

    operations = [
        *(
            migrations.AddField(
                name,
                "source_read",
                models.CharField(
                    "what was read",
                    max_length=300,
                    blank=True,
                    default="",
                    help_text="For staff only. Which text, where, and how far: needed with the day "
                    "on which it was checked.",
                ),
                preserve_default=False,
            )
            for model in MODELS
            for name in (model, f"historical{model}")
        ),
        migrations.RunPython(note_what_is_known, migrations.RunPython.noop),
        *(
            migrations.AddConstraint(
                model,
                models.CheckConstraint(
                    condition=models.Q(verified_on__isnull=True) | ~models.Q(source_read=""),
                    name=f"{model}_checked_by_reading",
                    violation_error_message="Say what was read, or leave the day empty on which it "
                    "was checked.",
                ),
            )
            for model in MODELS
        ),
    ]
