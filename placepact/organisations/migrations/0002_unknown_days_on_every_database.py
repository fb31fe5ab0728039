# SQLite does not keep a constraint with nulls_distinct: the rule for days that are not known has a name of its own.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0001_first'),
        ('places', '0002_unknown_days_on_every_database'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='actsfor',
            name='one_service_from_a_day',
        ),
        migrations.AddConstraint(
            model_name='actsfor',
            constraint=models.UniqueConstraint(fields=('organisation', 'area', 'valid_from'), name='one_service_from_a_day'),
        ),
        migrations.AddConstraint(
            model_name='actsfor',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_from__isnull', True)), fields=('organisation', 'area'), name='one_service_from_an_unknown_day'),
        ),
    ]
