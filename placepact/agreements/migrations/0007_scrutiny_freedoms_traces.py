"""Scrutiny requests, and the ledger of freedoms and pledges; the database refuses to change or remove any of it."""

from collections.abc import Iterator

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from placepact.audit.triggers import triggers

KEPT = ("scrutinyrequest", "scrutinyanswer", "scrutinywithdrawal", "freedomentry", "pledgeentry")
SAYS = "what was asked, answered, granted or delivered is never changed or removed"


def sqlite_triggers() -> Iterator[tuple[str, str]]:
    """Name and statement of each trigger for SQLite."""
    for part in KEPT:
        for act in ("update", "delete"):
            name = f"{part}_{act}"
            yield name, f"create trigger {name} before {act} on agreements_{part} begin select raise(abort, '{SAYS}'); end"


def postgresql_statements() -> Iterator[str]:
    """One function, and the triggers that call it."""
    yield f"""
    create function ledgers_of_agreements_are_kept() returns trigger language plpgsql as $$
    begin raise exception '{SAYS}' using errcode = 'integrity_constraint_violation'; end $$;
    """
    for part in KEPT:
        yield f"""
        create trigger {part}_changes before update or delete on agreements_{part}
            for each row execute function ledgers_of_agreements_are_kept();
        create trigger {part}_truncated before truncate on agreements_{part}
            for each statement execute function ledgers_of_agreements_are_kept();
        """


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0006_moves_on_what_is_in_force'),
        ('organisations', '0003_register_of_many'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ScrutinyRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('committee', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('information', 'Information'), ('response', 'A response to a report')], max_length=12)),
                ('words', models.TextField()),
                ('report', models.CharField(blank=True, max_length=300)),
                ('is_required', models.BooleanField()),
                ('under', models.TextField()),
                ('months', models.PositiveSmallIntegerField()),
                ('on', models.DateField()),
                ('due_on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scrutiny', to='agreements.agreement')),
                ('asked_of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scrutinised', to='organisations.organisation')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scrutiny', to='agreements.line')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['agreement', 'number'],
                'constraints': [
                    models.UniqueConstraint(fields=('agreement', 'number'), name='scrutiny_requests_are_numbered_once'),
                    models.CheckConstraint(condition=models.Q(('kind__in', ['information', 'response'])), name='scrutiny_asks_for_a_known_kind'),
                    models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_scrutiny_request_says_something'),
                    models.CheckConstraint(condition=models.Q(models.Q(('kind', 'response'), _negated=True), models.Q(('report', ''), _negated=True), _connector='OR'), name='a_response_is_to_a_report'),
                    models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('on'))), name='scrutiny_is_due_after_it_is_asked'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ScrutinyAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField()),
                ('evidence', models.CharField(blank=True, max_length=300)),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='agreements.scrutinyrequest')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_scrutiny_answer_says_something'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ScrutinyWithdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='agreements.scrutinyrequest')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_scrutiny_withdrawal_says_why'),
                ],
            },
        ),
        migrations.CreateModel(
            name='FreedomEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('asked', 'Asked for'), ('granted', 'Granted'), ('refused', 'Refused'), ('used', 'Used'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('words', models.TextField()),
                ('grant', models.CharField(blank=True, max_length=200)),
                ('amount_pence', models.BigIntegerField(null=True)),
                ('indicators_from', models.PositiveSmallIntegerField(null=True)),
                ('indicators_to', models.PositiveSmallIntegerField(null=True)),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='freedom_entries', to='agreements.line')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('pledge', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pledged_for', to='agreements.line')),
            ],
            options={
                'ordering': ['line', 'number'],
                'constraints': [models.UniqueConstraint(fields=('line', 'number'), name='freedom_entries_are_numbered_once'), models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'granted', 'refused', 'used', 'withdrawn'])), name='freedom_is_in_a_known_state'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_freedom_entry_says_something'), models.CheckConstraint(condition=models.Q(('amount_pence__isnull', True), ('amount_pence__gte', 0), _connector='OR'), name='a_freed_amount_is_not_negative'), models.CheckConstraint(condition=models.Q(models.Q(('indicators_from__isnull', True), ('indicators_to__isnull', True)), ('indicators_to__lt', models.F('indicators_from')), _connector='OR'), name='indicators_are_lifted_from_more_to_fewer')],
            },
        ),
        migrations.CreateModel(
            name='PledgeEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('percent', models.PositiveSmallIntegerField()),
                ('words', models.TextField()),
                ('evidence', models.CharField(max_length=300)),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pledge_entries', to='agreements.line')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['line', 'number'],
                'constraints': [models.UniqueConstraint(fields=('line', 'number'), name='pledge_entries_are_numbered_once'), models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='a_pledge_is_delivered_at_most_whole'), models.CheckConstraint(condition=models.Q(models.Q(('words', ''), _negated=True), models.Q(('evidence', ''), _negated=True)), name='a_pledge_entry_has_words_and_evidence')],
            },
        ),
        triggers(
            sqlite=dict(sqlite_triggers()),
            postgresql=list(postgresql_statements()),
            functions=["ledgers_of_agreements_are_kept"],
        ),
    ]
