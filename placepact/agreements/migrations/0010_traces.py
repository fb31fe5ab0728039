"""Which priority of a strategy a line serves; the database lets a trace be ended once, and nothing else of it change."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from placepact.audit.triggers import triggers

SAYS = "a trace is ended, and is never changed or removed"
CHANGED = """old.ended_on is not null or new.line_id <> old.line_id or new.priority_id <> old.priority_id
    or new.why <> old.why or new."on" <> old."on" or new.by_id <> old.by_id"""
SQLITE = {
    "trace_update": f"create trigger trace_update before update on agreements_trace when {CHANGED} "
    f"begin select raise(abort, '{SAYS}'); end",
    "trace_delete": f"create trigger trace_delete before delete on agreements_trace begin select raise(abort, '{SAYS}'); end",
}
POSTGRESQL = f"""
    create function traces_are_kept() returns trigger language plpgsql as $$
    begin raise exception '{SAYS}' using errcode = 'integrity_constraint_violation'; end $$;
    create trigger trace_changes before update on agreements_trace
        for each row when ({CHANGED}) execute function traces_are_kept();
    create trigger trace_removed before delete on agreements_trace for each row execute function traces_are_kept();
    create trigger trace_truncated before truncate on agreements_trace for each statement execute function traces_are_kept();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0009_directed_revisions'),
        ('partnerships', '0004_adopted_strategies_never_change'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Trace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.TextField()),
                ('on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('ended_because', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='traces', to='agreements.line')),
                ('priority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='traces', to='partnerships.priority')),
            ],
            options={
                'ordering': ['priority', 'line', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('line', 'priority'), name='a_line_traces_to_a_priority_once'), models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='a_trace_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('ended_because', ''), ('ended_on__isnull', True)), models.Q(('ended_on__gte', models.F('on')), ('ended_on__isnull', False), models.Q(('ended_because', ''), _negated=True)), _connector='OR'), name='an_ended_trace_has_its_day_and_reason')],
            },
        ),
        triggers(sqlite=SQLITE, postgresql=[POSTGRESQL], functions=["traces_are_kept"]),
    ]
