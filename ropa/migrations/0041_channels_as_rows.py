"""Channels become rows: their table and, beside the code of old, a reference to a row.

In three steps, because PostgreSQL alters no table of which rows wait to be checked: the tables, the
rows (0042), and the end of the codes (0043).
"""

import django.core.validators
import django.db.models.deletion
import ropa.models.base
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ropa', '0040_policy_documents'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Channel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', ropa.models.base.CodeField(help_text='Short stable name, used in addresses and files. Do not change it once published.', max_length=80, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(?:-[a-z0-9]+)*\\Z', 'Use lower-case letters and digits with single hyphens between them, like social-care.')])),
                ('valid_from', models.DateField(blank=True, help_text='Empty if you do not know.', null=True, verbose_name='in force or existing since')),
                ('valid_to', models.DateField(blank=True, help_text='Set this, and what replaces it, when it is no longer right to use this row.', null=True, verbose_name='last day')),
                ('verified_on', models.DateField(blank=True, help_text='Leave empty until somebody has read the source: until then staff find it as not yet verified.', null=True, verbose_name='checked at the source on')),
                ('source_read', models.CharField(blank=True, help_text='For staff only. Which text, where, and how far: needed with the day on which it was checked.', max_length=300, verbose_name='what was read')),
                ('internal_note', models.TextField(blank=True, help_text='For staff only. The public never reads this.')),
                ('name', models.CharField(help_text='The public reads this in lists, in your own words: for example “letters and other written messages”.', max_length=200, unique=True)),
                ('also_called', models.CharField(blank=True, help_text='For staff: other words for it, with commas between, such as “CCTV, video surveillance”. You find it by them, and spreadsheets that you import may name it so.', max_length=300)),
                ('superseded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supersedes', to='ropa.channel', verbose_name='replaced by')),
            ],
            options={
                'ordering': ['name'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HistoricalChannel',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('code', ropa.models.base.CodeField(db_index=True, help_text='Short stable name, used in addresses and files. Do not change it once published.', max_length=80, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(?:-[a-z0-9]+)*\\Z', 'Use lower-case letters and digits with single hyphens between them, like social-care.')])),
                ('valid_from', models.DateField(blank=True, help_text='Empty if you do not know.', null=True, verbose_name='in force or existing since')),
                ('valid_to', models.DateField(blank=True, help_text='Set this, and what replaces it, when it is no longer right to use this row.', null=True, verbose_name='last day')),
                ('verified_on', models.DateField(blank=True, help_text='Leave empty until somebody has read the source: until then staff find it as not yet verified.', null=True, verbose_name='checked at the source on')),
                ('source_read', models.CharField(blank=True, help_text='For staff only. Which text, where, and how far: needed with the day on which it was checked.', max_length=300, verbose_name='what was read')),
                ('internal_note', models.TextField(blank=True, help_text='For staff only. The public never reads this.')),
                ('name', models.CharField(db_index=True, help_text='The public reads this in lists, in your own words: for example “letters and other written messages”.', max_length=200)),
                ('also_called', models.CharField(blank=True, help_text='For staff: other words for it, with commas between, such as “CCTV, video surveillance”. You find it by them, and spreadsheets that you import may name it so.', max_length=300)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('superseded_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ropa.channel', verbose_name='replaced by')),
            ],
            options={
                'verbose_name': 'historical channel',
                'verbose_name_plural': 'historical channels',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_from__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='channel_ends_after_start', violation_error_message='The last day is before the first. Correct one of them.'),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(('superseded_by__isnull', True), models.Q(('superseded_by', models.F('id')), _negated=True), _connector='OR'), name='channel_not_own_successor', violation_error_message='A row cannot replace itself. Choose what replaces it.'),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(('verified_on__isnull', True), models.Q(('source_read', ''), _negated=True), _connector='OR'), name='channel_checked_by_reading', violation_error_message='Say what was read, or leave the day empty on which it was checked.'),
        ),
        migrations.RemoveConstraint(model_name='collectionchannel', name='collectionchannel_once'),
        migrations.RenameField('collectionchannel', 'channel', 'code'),
        migrations.RenameField('historicalcollectionchannel', 'channel', 'code'),
        migrations.AddField(
            model_name='collectionchannel',
            name='channel',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='ropa.channel'),
        ),
        migrations.AddField(
            model_name='historicalcollectionchannel',
            name='channel',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ropa.channel'),
        ),
    ]
