"""Meetings, decisions, actions and disputes. The database itself keeps what was decided, and confirmed minutes."""

from __future__ import annotations

from collections.abc import Iterator

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from placepact.audit.triggers import triggers

KEPT = ("declaration", "decision", "dissent", "vote", "correction", "arbitration")
SAYS = "what a board declared, decided or corrected is never changed or removed"
# A part of the minutes, and the SQL that finds the meeting of one of its rows.
OF_ITEM = "(select meeting_id from partnerships_agendaitem where id = {row}.item_id)"
OF_DECISION = (
    "(select i.meeting_id from partnerships_agendaitem i"
    " join partnerships_decision d on d.item_id = i.id where d.id = {row}.decision_id)"
)
OF_ORGANISATION = "(select meeting_id from partnerships_agendaitem where id = {row}.agendaitem_id)"
PARTS = {
    "agendaitem": "{row}.meeting_id",
    "attendance": "{row}.meeting_id",
    "agendaitem_organisations": OF_ORGANISATION,
    "declaration": OF_ITEM,
    "decision": OF_ITEM,
    "dissent": OF_DECISION,
    "vote": OF_DECISION,
}
CONFIRMED = "confirmed minutes are never changed: write a correction"
ROWS = {"insert": ("new",), "update": ("old", "new"), "delete": ("old",)}


def acts_of(part: str) -> tuple[str, ...]:
    """What confirmed minutes forbid for a part: of what is kept anyway, only to add some."""
    return ("insert",) if part in KEPT else ("insert", "update", "delete")


def sqlite_triggers() -> Iterator[tuple[str, str]]:
    """Name and statement of each trigger for SQLite."""
    for part in KEPT:
        for act in ("update", "delete"):
            name = f"kept_{part}_{act}"
            yield name, (
                f"create trigger {name} before {act} on partnerships_{part} begin select raise(abort, '{SAYS}'); end"
            )
    refuse = f"begin select raise(abort, '{CONFIRMED}'); end"
    for act in ("update", "delete"):
        name = f"confirmed_meeting_{act}"
        yield name, (
            f"create trigger {name} before {act} on partnerships_meeting"
            f" when old.confirmed_at_id is not null {refuse}"
        )
    for part, meeting in PARTS.items():
        for act in acts_of(part):
            name = f"confirmed_{part}_{act}"
            found = " or ".join(
                f"exists (select 1 from partnerships_meeting where id = {meeting.format(row=row)}"
                " and confirmed_at_id is not null)"
                for row in ROWS[act]
            )
            yield name, f"create trigger {name} before {act} on partnerships_{part} when {found} {refuse}"


def postgresql_statements() -> Iterator[str]:
    """Functions, and the triggers that call them; a part's function locks its meeting."""
    error = "using errcode = 'integrity_constraint_violation'"
    yield f"""
    create function board_acts_are_kept() returns trigger language plpgsql as $$
    begin raise exception '{SAYS}' {error}; end $$;
    create function confirmed_minutes_are_kept() returns trigger language plpgsql as $$
    begin raise exception '{CONFIRMED}' {error}; end $$;
    create function confirmed_minutes_truncated() returns trigger language plpgsql as $$ begin
        if exists (select 1 from partnerships_meeting where confirmed_at_id is not null) then
            raise exception '{CONFIRMED}' {error};
        end if;
        return null;
    end $$;
    create trigger confirmed_meeting_changes before update or delete on partnerships_meeting
        for each row when (old.confirmed_at_id is not null) execute function confirmed_minutes_are_kept();
    """
    for part in KEPT:
        yield f"""
        create trigger kept_{part}_changes before update or delete on partnerships_{part}
            for each row execute function board_acts_are_kept();
        create trigger kept_{part}_truncated before truncate on partnerships_{part}
            for each statement execute function board_acts_are_kept();
        """
    for part in ("meeting", *(each for each in PARTS if each not in KEPT)):
        yield f"""create trigger confirmed_{part}_truncated before truncate on partnerships_{part}
            for each statement execute function confirmed_minutes_truncated();"""
    for part, meeting in PARTS.items():
        yield f"""
        create function confirmed_{part}_changes() returns trigger language plpgsql as $$
        declare found bigint;
        begin
            for found in select confirmed_at_id from partnerships_meeting
                where id in ({meeting.format(row="old")}, {meeting.format(row="new")}) for share
            loop
                if found is not null then raise exception '{CONFIRMED}' {error}; end if;
            end loop;
            return case when tg_op = 'DELETE' then old else new end;
        end $$;
        create trigger confirmed_{part}_changes before {" or ".join(acts_of(part))} on partnerships_{part}
            for each row execute function confirmed_{part}_changes();
        """


FUNCTIONS = [
    "board_acts_are_kept", "confirmed_minutes_are_kept", "confirmed_minutes_truncated",
    *(f"confirmed_{part}_changes" for part in PARTS),
]


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0003_register_of_many'),
        ('partnerships', '0001_boards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('purpose', models.CharField(choices=[('information', 'For information'), ('decision', 'For decision')], max_length=12)),
                ('paper', models.TextField(blank=True)),
                ('minute', models.TextField(blank=True)),
                ('organisations', models.ManyToManyField(related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['meeting', 'number'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('purpose__in', ['information', 'decision'])), name='item_is_for_a_known_purpose'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('agreed', 'Agreed'), ('dissent', 'Agreed with dissent'), ('escalated', 'Not agreed and escalated'), ('carried', 'Carried'), ('lost', 'Lost'), ('tied', 'Tied: not carried')], max_length=10)),
                ('words', models.TextField()),
                ('counted', models.PositiveSmallIntegerField()),
                ('escalated_to_body', models.CharField(blank=True, max_length=200)),
                ('escalated_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='partnerships.partnership')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='partnerships.agendaitem')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('outcome__in', ['agreed', 'dissent', 'escalated', 'carried', 'lost', 'tied'])), name='decision_has_a_known_outcome'),
                    models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_decision_says_what_it_is'),
                    models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'escalated'), _negated=True), ('escalated_to__isnull', False), models.Q(('escalated_to_body', ''), _negated=True), _connector='OR'), name='what_is_escalated_says_to_whom'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Declaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nature', models.CharField(choices=[('pecuniary', 'Pecuniary'), ('other', 'Other')], max_length=12)),
                ('what', models.TextField()),
                ('followed', models.CharField(choices=[('withdraw', 'Withdraws: neither speaks nor decides'), ('speak', 'May speak, does not decide'), ('declare', 'Declares only, speaks and decides')], max_length=10)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='partnerships.agendaitem')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='partnerships.seat')),
            ],
            options={
                'ordering': ['item', 'id'],
                'constraints': [
                    models.UniqueConstraint(fields=('item', 'seat'), name='a_seat_declares_once_on_an_item'),
                    models.CheckConstraint(condition=models.Q(('nature__in', ['pecuniary', 'other'])), name='conflict_is_of_a_known_nature'),
                    models.CheckConstraint(condition=models.Q(('followed__in', ['withdraw', 'speak', 'declare'])), name='what_followed_a_conflict_is_known'),
                    models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='a_conflict_says_what_it_is'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('about', models.CharField(choices=[('dispute', 'Dispute'), ('competing', 'Competing priorities')], max_length=12)),
                ('title', models.CharField(max_length=200)),
                ('words', models.TextField()),
                ('raised_on', models.DateField()),
                ('withdrawn_on', models.DateField(null=True)),
                ('withdrawn_because', models.TextField(blank=True)),
                ('organisations', models.ManyToManyField(related_name='disputes', to='organisations.organisation')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='partnerships.partnership')),
            ],
            options={
                'ordering': ['partnership', '-raised_on', '-number'],
                'constraints': [
                    models.UniqueConstraint(fields=('partnership', 'number'), name='disputes_of_a_partnership_are_numbered_once'),
                    models.CheckConstraint(condition=models.Q(('about__in', ['dispute', 'competing'])), name='dispute_is_about_a_known_thing'),
                    models.CheckConstraint(condition=models.Q(('withdrawn_on__isnull', True), models.Q(('withdrawn_on__gte', models.F('raised_on')), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='a_dispute_that_was_withdrawn_says_why'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Arbitration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('arbitrator', models.CharField(max_length=200)),
                ('on', models.DateField()),
                ('outcome', models.TextField()),
                ('reason', models.TextField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dispute', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='arbitration', to='partnerships.dispute')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('arbitrator', ''), _negated=True), models.Q(('outcome', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='an_arbitration_says_by_whom_what_and_why'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Dissent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dissents', to='partnerships.decision')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dissents', to='partnerships.seat')),
            ],
            options={
                'ordering': ['decision', 'seat__number'],
                'constraints': [
                    models.UniqueConstraint(fields=('decision', 'seat'), name='a_seat_dissents_once_from_a_decision'),
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_dissent_has_its_reason'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('on', models.DateField()),
                ('where', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held'), ('cancelled', 'Cancelled')], default='planned', max_length=10)),
                ('cancelled_because', models.TextField(blank=True)),
                ('voting_seats', models.PositiveSmallIntegerField(null=True)),
                ('quorum_needed', models.PositiveSmallIntegerField(null=True)),
                ('decides_by', models.CharField(blank=True, choices=[('consensus', 'Consensus'), ('vote', 'Vote')], max_length=10)),
                ('on_conflict', models.CharField(blank=True, choices=[('withdraw', 'Withdraws: neither speaks nor decides'), ('speak', 'May speak, does not decide'), ('declare', 'Declares only, speaks and decides')], max_length=10)),
                ('confirmed_at', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='confirms', to='partnerships.meeting')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='partnerships.partnership')),
            ],
            options={
                'ordering': ['partnership', '-on', '-number'],
                'constraints': [
                    models.UniqueConstraint(fields=('partnership', 'number'), name='meetings_of_a_partnership_are_numbered_once'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'held', 'cancelled'])), name='meeting_is_in_a_known_state'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('cancelled_because', ''), _negated=True), _connector='OR'), name='a_cancelled_meeting_says_why'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'held'), _negated=True), models.Q(('voting_seats__isnull', False), models.Q(('decides_by', ''), _negated=True), models.Q(('on_conflict', ''), _negated=True)), _connector='OR'), name='a_meeting_that_was_held_keeps_its_settings'),
                    models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), ('state', 'held'), _connector='OR'), name='only_minutes_of_a_meeting_that_was_held_are_confirmed'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField()),
                ('on', models.DateField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='partnerships.agendaitem')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='partnerships.meeting')),
            ],
            options={
                'ordering': ['meeting', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_correction_says_something'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(choices=[('present', 'Present'), ('substitute', 'By a substitute'), ('apologies', 'Apologies'), ('absent', 'Absent, no apologies')], max_length=12)),
                ('who', models.CharField(blank=True, max_length=120)),
                ('is_voting', models.BooleanField()),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='partnerships.seat')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='partnerships.meeting')),
            ],
            options={
                'ordering': ['meeting', 'seat__number'],
                'constraints': [
                    models.UniqueConstraint(fields=('meeting', 'seat'), name='a_seat_attends_a_meeting_once'),
                    models.CheckConstraint(condition=models.Q(('how__in', ['present', 'substitute', 'apologies', 'absent'])), name='a_seat_attends_in_a_known_way'),
                    models.CheckConstraint(condition=models.Q(models.Q(('how', 'substitute'), _negated=True), models.Q(('who', ''), _negated=True), _connector='OR'), name='a_substitute_is_named_by_office'),
                ],
            },
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='partnerships.meeting'),
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cast', models.CharField(choices=[('for', 'For'), ('against', 'Against'), ('abstained', 'Abstained')], max_length=10)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='partnerships.decision')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='partnerships.seat')),
            ],
            options={
                'ordering': ['decision', 'seat__number'],
                'constraints': [
                    models.UniqueConstraint(fields=('decision', 'seat'), name='a_seat_votes_once_on_a_decision'),
                    models.CheckConstraint(condition=models.Q(('cast__in', ['for', 'against', 'abstained'])), name='a_vote_is_cast_in_a_known_way'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ActionPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('what', models.TextField()),
                ('office', models.CharField(blank=True, max_length=120)),
                ('first_due_on', models.DateField()),
                ('due_on', models.DateField()),
                ('put_off_because', models.TextField(blank=True)),
                ('done_on', models.DateField(null=True)),
                ('outcome', models.TextField(blank=True)),
                ('is_dropped', models.BooleanField(default=False)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='action_points', to='partnerships.partnership')),
                ('seat', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='action_points', to='partnerships.seat')),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='action_points', to='partnerships.agendaitem')),
            ],
            options={
                'ordering': ['due_on', 'id'],
                'constraints': [models.UniqueConstraint(fields=('partnership', 'number'), name='actions_of_a_partnership_are_numbered_once'), models.CheckConstraint(condition=models.Q(('seat__isnull', False), models.Q(('organisation__isnull', False), models.Q(('office', ''), _negated=True)), _connector='OR'), name='an_action_has_its_owner'), models.CheckConstraint(condition=models.Q(('done_on__isnull', True), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='an_action_that_is_over_says_how'), models.CheckConstraint(condition=models.Q(('due_on', models.F('first_due_on')), models.Q(('put_off_because', ''), _negated=True), _connector='OR'), name='an_action_that_was_put_off_says_why')],
            },
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(fields=('meeting', 'number'), name='items_of_an_agenda_are_numbered_once'),
        ),
        triggers(
            sqlite=dict(sqlite_triggers()), postgresql=list(postgresql_statements()), functions=FUNCTIONS
        ),
    ]
