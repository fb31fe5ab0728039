# SQLite does not keep a constraint with nulls_distinct: the rule for days that are not known has a name of its own.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0001_first'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='membership',
            name='one_membership_from_a_day',
        ),
        migrations.RemoveConstraint(
            model_name='placearea',
            name='one_place_area_from_a_day',
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('child', 'parent', 'hierarchy', 'valid_from'), name='one_membership_from_a_day'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_from__isnull', True)), fields=('child', 'parent', 'hierarchy'), name='one_membership_from_an_unknown_day'),
        ),
        migrations.AddConstraint(
            model_name='placearea',
            constraint=models.UniqueConstraint(fields=('place', 'area', 'valid_from'), name='one_place_area_from_a_day'),
        ),
        migrations.AddConstraint(
            model_name='placearea',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_from__isnull', True)), fields=('place', 'area'), name='one_place_area_from_an_unknown_day'),
        ),
    ]
