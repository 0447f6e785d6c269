import django.core.validators
import django.db.models.deletion
import ropa.models.base
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '__first__'),
        ('ropa', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalInspectionRegime',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('slug', ropa.models.base.CodeField(db_index=True, help_text='Short stable name, used in addresses and files. Do not change it once published.', max_length=80, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(?:-[a-z0-9]+)*\\Z', 'Use lower-case letters and digits with single hyphens between them, like social-care.')], verbose_name='address')),
                ('title', models.CharField(db_index=True, help_text='The public reads this.', max_length=200)),
                ('summary', models.TextField(help_text='The public reads this: two or three plain sentences.', verbose_name='what is inspected')),
                ('controllership', models.CharField(choices=[('sole', 'The lead inspectorate is the only controller'), ('joint', 'They are joint controllers'), ('independent', 'Each is a separate controller of its own data')], max_length=12, verbose_name='who answers for the data')),
                ('arrangement', models.TextField(blank=True, help_text='For staff: the agreement between the inspectorates and where it is.')),
                ('essence', models.TextField(blank=True, help_text='The public reads this: who does what, and whom to turn to.', verbose_name='arrangement in short')),
                ('internal_note', models.TextField(blank=True, help_text='For staff only.')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('commissioned_by', models.ForeignKey(blank=True, db_constraint=False, help_text='If another body asks for these inspections.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ropa.organisation')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ropa.organisation', verbose_name='led by')),
                ('section', models.ForeignKey(blank=True, db_constraint=False, help_text='Where the public reads about it. It appears on the site when that notice is published.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ropa.noticesection', verbose_name='section of a notice')),
                ('team', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ropa.team')),
            ],
            options={
                'verbose_name': 'historical inspection regime',
                'verbose_name_plural': 'historical inspection regimes',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='InspectionRegime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', ropa.models.base.CodeField(help_text='Short stable name, used in addresses and files. Do not change it once published.', max_length=80, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(?:-[a-z0-9]+)*\\Z', 'Use lower-case letters and digits with single hyphens between them, like social-care.')], verbose_name='address')),
                ('title', models.CharField(help_text='The public reads this.', max_length=200, unique=True)),
                ('summary', models.TextField(help_text='The public reads this: two or three plain sentences.', verbose_name='what is inspected')),
                ('controllership', models.CharField(choices=[('sole', 'The lead inspectorate is the only controller'), ('joint', 'They are joint controllers'), ('independent', 'Each is a separate controller of its own data')], max_length=12, verbose_name='who answers for the data')),
                ('arrangement', models.TextField(blank=True, help_text='For staff: the agreement between the inspectorates and where it is.')),
                ('essence', models.TextField(blank=True, help_text='The public reads this: who does what, and whom to turn to.', verbose_name='arrangement in short')),
                ('internal_note', models.TextField(blank=True, help_text='For staff only.')),
                ('activities', models.ManyToManyField(blank=True, help_text='The entries of the register that these inspections give rise to.', related_name='regimes', to='ropa.processingactivity')),
                ('commissioned_by', models.ForeignKey(blank=True, help_text='If another body asks for these inspections.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='regimes_commissioned', to='ropa.organisation')),
                ('law', models.ManyToManyField(help_text='The law these inspections are carried out under.', related_name='regimes', to='ropa.provision')),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regimes_led', to='ropa.organisation', verbose_name='led by')),
                ('section', models.OneToOneField(blank=True, help_text='Where the public reads about it. It appears on the site when that notice is published.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='regime', to='ropa.noticesection', verbose_name='section of a notice')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regimes', to='ropa.team')),
            ],
            options={
                'ordering': ['title'],
                'constraints': [models.CheckConstraint(condition=models.Q(('controllership', 'sole'), models.Q(('essence', ''), _negated=True), _connector='OR'), name='regime_arrangement_explained', violation_error_message='Say in short who does what and whom to turn to: there is more than one controller.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalServiceType',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Smaller numbers come first.', verbose_name='order')),
                ('name', models.CharField(help_text='In the plural; the public reads this.', max_length=200)),
                ('detail', models.CharField(blank=True, help_text='The public reads this.', max_length=300)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('regime', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='inspections.inspectionregime')),
            ],
            options={
                'verbose_name': 'historical service type',
                'verbose_name_plural': 'historical service types',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalRegimePower',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Smaller numbers come first.', verbose_name='order')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('applied_through', models.ForeignKey(blank=True, db_constraint=False, help_text='If another instrument applies the power here, which one.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ropa.provision')),
                ('held_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ropa.organisation')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('power', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ropa.statutorypower')),
                ('regime', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='inspections.inspectionregime')),
            ],
            options={
                'verbose_name': 'historical power used',
                'verbose_name_plural': 'historical powers used',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalRegimeParticipant',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Smaller numbers come first.', verbose_name='order')),
                ('part_played', models.TextField(help_text='The public reads this: what it looks at.')),
                ('controller_of', models.TextField(blank=True, help_text='The public reads this: which data it answers for. Empty if none.', verbose_name='controller of')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ropa.organisation')),
                ('regime', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='inspections.inspectionregime')),
            ],
            options={
                'verbose_name': 'historical inspectorate taking part',
                'verbose_name_plural': 'historical inspectorates taking part',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalInspectionRegime_law',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='inspections.historicalinspectionregime')),
                ('provision', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ropa.provision')),
                ('inspectionregime', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='inspections.inspectionregime')),
            ],
            options={
                'verbose_name': 'HistoricalInspectionRegime_law',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalInspectionRegime_activities',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='inspections.historicalinspectionregime')),
                ('processingactivity', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ropa.processingactivity')),
                ('inspectionregime', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='inspections.inspectionregime')),
            ],
            options={
                'verbose_name': 'HistoricalInspectionRegime_activities',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='RegimeParticipant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Smaller numbers come first.', verbose_name='order')),
                ('part_played', models.TextField(help_text='The public reads this: what it looks at.')),
                ('controller_of', models.TextField(blank=True, help_text='The public reads this: which data it answers for. Empty if none.', verbose_name='controller of')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regimes_joined', to='ropa.organisation')),
                ('regime', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='inspections.inspectionregime')),
            ],
            options={
                'verbose_name': 'inspectorate taking part',
                'verbose_name_plural': 'inspectorates taking part',
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('regime', 'organisation'), name='regimeparticipant_once', violation_error_message='This inspectorate is already listed.')],
            },
        ),
        migrations.CreateModel(
            name='RegimePower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Smaller numbers come first.', verbose_name='order')),
                ('applied_through', models.ForeignKey(blank=True, help_text='If another instrument applies the power here, which one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='regime_powers_applied', to='ropa.provision')),
                ('held_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regime_powers', to='ropa.organisation')),
                ('power', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regime_uses', to='ropa.statutorypower')),
                ('regime', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='powers', to='inspections.inspectionregime')),
            ],
            options={
                'verbose_name': 'power used',
                'verbose_name_plural': 'powers used',
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('regime', 'held_by', 'power'), name='regimepower_once', violation_error_message='This power of this inspectorate is already listed.')],
            },
        ),
        migrations.CreateModel(
            name='ServiceType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Smaller numbers come first.', verbose_name='order')),
                ('name', models.CharField(help_text='In the plural; the public reads this.', max_length=200)),
                ('detail', models.CharField(blank=True, help_text='The public reads this.', max_length=300)),
                ('regime', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='service_types', to='inspections.inspectionregime')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('regime', 'name'), name='servicetype_once')],
            },
        ),
    ]
