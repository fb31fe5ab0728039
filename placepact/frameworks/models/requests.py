"""Collections and what they ask of whom: windows, requests, their cells, exceptions, workbooks that came back, history."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from placepact.frameworks.rules.requests import State, Step, Window
from placepact.indicators.models import Indicator
from placepact.indicators.rules.periods import Period
from placepact.indicators.rules.words import Finality, Presence
from placepact.organisations.models import Organisation
from placepact.places.models import Area
from placepact.returns.models import Return

STATES = [(each.value, each.words) for each in State]
STEPS = [(each.value, each.words) for each in Step]
PRESENCES = [(each.value, each.words) for each in Presence]
FINALITIES = [(each.value, each.words) for each in Finality]


class Collection(models.Model):
    """A period to be reported for a place, from the day on which its window opens to that on which it closes.

    `asks` are the slugs of the agreements and frameworks that it collects for; empty for all that ask.
    `made_on` is the day on which its requests were made, none while the window has not opened.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    place = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="collections")
    accountable_body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="collections")
    period_start = models.DateField()
    period_length = models.CharField(max_length=8)
    asks = models.JSONField(default=list, blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField()
    made_on = models.DateField(null=True)
    is_illustrative = models.BooleanField(default=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-closes_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="a_window_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_length)

    def get_absolute_url(self) -> str:
        return f"/collections/{self.slug}"


class Request(models.Model):
    """What a collection asks of one organisation, and how far that is.

    `round` counts from one; each correction after acceptance begins another.
    `owed` and `given` count its cells, all and answered, kept by the statement that writes cells.
    """

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="requests")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="requests")
    state = models.CharField(max_length=12, choices=STATES, default=State.DRAFTED.value)
    round = models.PositiveSmallIntegerField(default=1)
    owed = models.PositiveIntegerField(default=0)
    given = models.PositiveIntegerField(default=0)
    extended_to = models.DateField(null=True)
    is_released = models.BooleanField(default=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    delivery = models.ForeignKey(Return, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["collection", "organisation"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collection", "organisation"], name="an_organisation_is_asked_once_in_a_collection"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in State]), name="a_request_is_in_a_known_state"
            ),
            models.CheckConstraint(condition=Q(given__lte=F("owed")), name="no_more_is_given_than_owed"),
            models.CheckConstraint(condition=Q(round__gte=1), name="rounds_count_from_one"),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "approved", "accepted"])
                | Q(submitted_by__isnull=False, given=F("owed")),
                name="a_submitted_request_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return f"Q-{self.pk:06d}"

    def get_absolute_url(self) -> str:
        return f"/requests/{self.reference}"

    @property
    def window(self) -> Window:
        """Of the collection, which is to be read along, with what was granted to this organisation."""
        held = self.collection
        return Window(held.opens_on, held.closes_on, self.extended_to, self.is_released)


class Cell(models.Model):
    """One figure, or one milestone, that a request asks for: of which area, over which period; and what was answered.

    `asked_by` are the lines that it serves, as {framework, title, number, href}.
    `known` is the value that stood when it was asked for, where it was provisional
    or is to be corrected. `written` is what was typed, `faults` what is wrong with
    it as [field, code, message], `questions` what is only asked; `line` is its
    line in the return that acceptance made.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="cells", db_index=False)
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    period_start = models.DateField()
    period_length = models.CharField(max_length=8, blank=True)
    due_on = models.DateField()
    asked_by = models.JSONField(default=list)
    known = models.ForeignKey(
        "indicators.Value", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    presence = models.CharField(max_length=20, choices=PRESENCES, blank=True)
    finality = models.CharField(max_length=20, choices=FINALITIES, default=Finality.FINAL.value)
    value = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    parts = models.JSONField(default=list, blank=True)
    overlap = models.BooleanField(default=False)
    milestone = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    explanation = models.TextField(blank=True)
    written = models.JSONField(default=dict, blank=True)
    faults = models.JSONField(default=list, blank=True)
    questions = models.JSONField(default=list, blank=True)
    line = models.PositiveIntegerField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["request", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["request", "position"], name="cells_of_a_request_are_in_one_order"
            ),
            models.CheckConstraint(
                condition=Q(presence__in=["", *(each.value for each in Presence)]),
                name="a_cell_has_a_known_mark",
            ),
            models.CheckConstraint(
                condition=Q(finality__in=[each.value for each in Finality]),
                name="a_cell_is_as_final_as_we_know",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(presence="given"), name="only_a_given_cell_has_a_number"
            ),
            models.CheckConstraint(
                condition=~Q(presence="given") | Q(value__isnull=False) | ~Q(milestone=""),
                name="a_given_cell_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.area_id}, {self.period.label()}"

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_length)

    @property
    def is_milestone(self) -> bool:
        return self.indicator_id is None


class Remedy(models.Model):
    """What is done about a figure that is off track: by which office, by when. It is carried until it is closed."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="remedies")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    what = models.TextField()
    owner = models.CharField(max_length=200)
    due_on = models.DateField()
    begun_in = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="remedies_begun")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_in = models.ForeignKey(
        Request, on_delete=models.PROTECT, null=True, related_name="remedies_closed"
    )
    closed_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(owner=""), name="a_remedy_says_what_and_whose_it_is"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_in__isnull=True, outcome="")
                | Q(closed_on__isnull=False, closed_in__isnull=False) & ~Q(outcome=""),
                name="a_closed_remedy_says_what_came_of_it",
            ),
        ]

    def __str__(self) -> str:
        return self.what


class HistoryStep(models.Model):
    """One step of a request: who, when, why, and the state that it led to. Never changed, never removed."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="history")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=20, choices=STEPS)
    state = models.CharField(max_length=12, choices=STATES)
    round = models.PositiveSmallIntegerField()
    because = models.TextField(blank=True)
    detail = models.JSONField(default=dict, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Return, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["request", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["request", "number"], name="steps_of_a_request_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=~Q(step__in=["returned", "correction_begun", "extended", "released"])
                | ~Q(because=""),
                name="a_step_that_needs_a_reason_has_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.step}"


class WorkbookIn(models.Model):
    """A workbook that was sent back for a request: what of it was taken, and the rows that were refused."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="workbooks")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    rows_read = models.PositiveIntegerField()
    rows_taken = models.PositiveIntegerField()
    rows_refused = models.PositiveIntegerField()
    refused = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(rows_read=F("rows_taken") + F("rows_refused")),
                name="rows_of_a_workbook_are_taken_or_refused",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
