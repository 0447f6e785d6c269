"""Channels become rows: the codes of old go, and each way in which data arrives names a row."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ropa', '0042_channels_filled'),
    ]

    operations = [
        migrations.AlterField(
            model_name='collectionchannel',
            name='code',
            field=models.CharField(default='', max_length=14),
        ),
        migrations.AlterField(
            model_name='historicalcollectionchannel',
            name='code',
            field=models.CharField(default='', max_length=14),
        ),
        migrations.RemoveField('collectionchannel', 'code'),
        migrations.RemoveField('historicalcollectionchannel', 'code'),
        migrations.AlterField(
            model_name='collectionchannel',
            name='channel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='ropa.channel'),
        ),
        migrations.AddConstraint(
            model_name='collectionchannel',
            constraint=models.UniqueConstraint(fields=('activity', 'channel'), name='collectionchannel_once', violation_error_message='This way is already listed.'),
        ),
    ]
