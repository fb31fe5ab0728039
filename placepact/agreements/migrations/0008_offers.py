"""What is stated beside the lines of an agreement: offers and their tests, invitations, eligibility; never changed after."""

from collections.abc import Iterator
from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from placepact.audit.triggers import triggers

# Taking a column away remakes a table on SQLite, without its triggers: the guards are lifted for it, as in 0006.
GUARDS = [
    import_module(f"placepact.agreements.migrations.{name}").Migration.operations[0]
    for name in ("0002_signed_versions_never_change", "0005_what_was_done_is_never_changed")
]
KEPT = ("invitation", "offerscope", "offertest", "eligibilitycondition")
SAYS = "what was stated on the way to an agreement is never changed or removed"


def sqlite_triggers() -> Iterator[tuple[str, str]]:
    """Name and statement of each trigger for SQLite."""
    for part in KEPT:
        for act in ("update", "delete"):
            name = f"{part}_{act}"
            yield name, f"create trigger {name} before {act} on agreements_{part} begin select raise(abort, '{SAYS}'); end"


def postgresql_statements() -> Iterator[str]:
    """One function, and the triggers that call it."""
    yield f"""
    create function statements_of_agreements_are_kept() returns trigger language plpgsql as $$
    begin raise exception '{SAYS}' using errcode = 'integrity_constraint_violation'; end $$;
    """
    for part in KEPT:
        yield f"""
        create trigger {part}_changes before update or delete on agreements_{part}
            for each row execute function statements_of_agreements_are_kept();
        create trigger {part}_truncated before truncate on agreements_{part}
            for each statement execute function statements_of_agreements_are_kept();
        """


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0007_scrutiny_freedoms_traces'),
        ('organisations', '0003_register_of_many'),
        ('places', '0002_unknown_days_on_every_database'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(migrations.RunPython(each.reverse_code, each.code) for each in GUARDS),
        migrations.AddField(
            model_name='target',
            name='without',
            field=models.FloatField(null=True),
        ),
        migrations.CreateModel(
            name='EligibilityCondition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('condition', models.CharField(max_length=40)),
                ('true_on', models.DateField()),
                ('since', models.DateField(null=True)),
                ('evidence', models.TextField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conditions', to='agreements.version')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('condition', ''), _negated=True), models.Q(('evidence', ''), _negated=True)), name='a_condition_has_evidence')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('reference', models.TextField()),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='agreements.agreement')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reference', ''), _negated=True), name='an_invitation_has_its_reference')],
            },
        ),
        migrations.CreateModel(
            name='OfferScope',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('way_in', models.CharField(choices=[('invitation', 'By invitation'), ('policy_theme', 'By a policy theme')], max_length=20)),
                ('theme', models.CharField(blank=True, max_length=200)),
                ('level', models.CharField(choices=[('neighbourhood', 'Neighbourhood'), ('local_area', 'Local area'), ('sub_region', 'Sub-region'), ('city_region', 'City region')], max_length=20)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scopes', to='agreements.version')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('way_in__in', ['invitation', 'policy_theme'])), name='an_offer_comes_in_by_a_known_way'), models.CheckConstraint(condition=models.Q(('level__in', ['neighbourhood', 'local_area', 'sub_region', 'city_region'])), name='an_offer_redesigns_a_known_level'), models.CheckConstraint(condition=models.Q(('way_in', 'invitation'), models.Q(('theme', ''), _negated=True), _connector='OR'), name='a_policy_offer_names_its_theme')],
            },
        ),
        migrations.CreateModel(
            name='OfferTest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('which', models.CharField(choices=[('savings', 'Scale of efficiency savings'), ('engagement', 'Communities and the third sector in design and delivery'), ('partners', 'Evidence that partners are willing'), ('budgets', 'Use of pooled or aligned budgets')], max_length=20)),
                ('words', models.TextField()),
                ('amount_pence', models.BigIntegerField(null=True)),
                ('evidence', models.TextField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offer_tests', to='agreements.version')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('which__in', ['savings', 'engagement', 'partners', 'budgets'])), name='an_offer_test_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('words', ''), _negated=True), models.Q(('evidence', ''), _negated=True)), name='a_test_is_stated_with_evidence'), models.CheckConstraint(condition=models.Q(('amount_pence__isnull', True), ('amount_pence__gte', 0), _connector='OR'), name='a_test_is_not_stated_below_nothing')],
            },
        ),
        migrations.AddField('revisionproposal', 'extends_to', models.DateField(null=True)),
        migrations.AddField('revisionproposal', 'enlarges_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
        migrations.AddField('revisionproposal', 'joining', models.JSONField(null=True)),
        *(migrations.RunPython(each.code, each.reverse_code) for each in GUARDS),
        triggers(
            sqlite=dict(sqlite_triggers()),
            postgresql=list(postgresql_statements()),
            functions=["statements_of_agreements_are_kept"],
        ),
    ]
