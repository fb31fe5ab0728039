"""Which priority of a strategy a line of an agreement serves. A trace is ended, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from placepact.agreements.models.lines import Line
from placepact.partnerships.models import Priority


class Trace(models.Model):
    """A line serves a priority: why, from which day, and until when where it was ended."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="traces")
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="traces")
    why = models.TextField()
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["priority", "line", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["line", "priority"],
                condition=Q(ended_on__isnull=True),
                name="a_line_traces_to_a_priority_once",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="a_trace_says_why"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_because="")
                | (Q(ended_on__isnull=False, ended_on__gte=F("on")) & ~Q(ended_because="")),
                name="an_ended_trace_has_its_day_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} to {self.priority}"
