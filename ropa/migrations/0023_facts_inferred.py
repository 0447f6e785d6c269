from django.db import migrations, models

HELP = (
    "Tick where the organisation has not said this itself. The public reads that it has not "
    "confirmed it; untick this once it has."
)


def field():
    return models.BooleanField("the register’s reading", default=False, help_text=HELP)


def both(*models_):
    return [name for model in models_ for name in (model, f"historical{model}")]


class Migration(migrations.Migration):
    """A ground that was marked for confirmation is the register’s reading of the law."""

    dependencies = [("ropa", "0022_kinds_of_law")]

    operations = [
        *(
            operation
            for model in both("purpose", "condition")
            for operation in (
                migrations.RenameField(model, "for_confirmation", "is_inferred"),
                migrations.AlterField(model, "is_inferred", field()),
            )
        ),
        *(
            migrations.AddField(model, "is_inferred", field())
            for model in both(
                "controllerrole",
                "datasource",
                "disclosure",
                "poweruse",
                "retentionrule",
                "transfer",
            )
        ),
    ]
