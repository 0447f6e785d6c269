from django.db import migrations, models


class Migration(migrations.Migration):
    """Ways to reach an organisation, and data held, may be the register’s reading too."""

    dependencies = [("ropa", "0031_capacity")]

    operations = [
        migrations.AddField(
            model,
            "is_inferred",
            models.BooleanField(
                "the register’s reading",
                default=False,
                help_text="Tick where the organisation has not said this itself. The public reads "
                "that it has not confirmed it; untick this once it has.",
            ),
        )
        for model in (
            "contactpoint",
            "historicalcontactpoint",
            "dataholding",
            "historicaldataholding",
        )
    ]
