"""The reward of an agreement: its scheme, its stretched targets, results as claimed and verified. Only added to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from placepact.agreements.models import Agreement, Line
from placepact.organisations.models import Organisation


class Moment(models.TextChoices):
    """Which value a result is: the one held against the interim level, or the one that decides."""

    INTERIM = "interim", "Interim"
    FINAL = "final", "Final"


class RewardScheme(models.Model):
    """By what the reward of an agreement is worked out; the newest stands. Per cent are of 100."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="rewards")
    number = models.PositiveSmallIntegerField()
    net_budget_requirement_pence = models.BigIntegerField()
    year = models.CharField(max_length=7)
    percent = models.DecimalField(max_digits=7, decimal_places=4)
    threshold_percent = models.DecimalField(max_digits=7, decimal_places=4)
    interim_percent = models.DecimalField(max_digits=7, decimal_places=4)
    instalments = models.PositiveSmallIntegerField()
    rounded_to_pence = models.PositiveIntegerField()
    source = models.TextField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["agreement", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement", "number"], name="reward_schemes_are_numbered_once"),
            models.CheckConstraint(
                condition=Q(net_budget_requirement_pence__gt=0), name="a_reward_is_of_some_requirement"
            ),
            models.CheckConstraint(
                condition=Q(
                    percent__gt=0, percent__lte=100, threshold_percent__gte=0, threshold_percent__lte=100
                )
                & Q(interim_percent__gte=0, interim_percent__lte=100),
                name="per_cents_of_a_reward_are_of_a_hundred",
            ),
            models.CheckConstraint(
                condition=Q(instalments__gte=1, rounded_to_pence__gte=1), name="a_reward_is_paid_and_rounded"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="a_reward_scheme_has_its_source"),
        ]

    def __str__(self) -> str:
        return f"Reward of {self.agreement}, scheme {self.number}"


class StretchTarget(models.Model):
    """A target, or a part of one, with its value without the agreement and with it; `interim`: the level on the way."""

    scheme = models.ForeignKey(RewardScheme, on_delete=models.PROTECT, related_name="stretches")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="stretches")
    part = models.CharField(max_length=200, blank=True)
    weight = models.PositiveSmallIntegerField(default=1)
    without = models.DecimalField(max_digits=18, decimal_places=6)
    target = models.DecimalField(max_digits=18, decimal_places=6)
    interim = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["scheme", "order"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["scheme", "line", "part"], name="a_part_is_stretched_once"),
            models.CheckConstraint(condition=~Q(without=F("target")), name="a_stretch_goes_somewhere"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="a_stretch_has_weight"),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.part}".strip()


class RewardResult(models.Model):
    """What came of a stretched target, as claimed; a later one of the same moment stands in its place."""

    stretch = models.ForeignKey(StretchTarget, on_delete=models.PROTECT, related_name="results")
    number = models.PositiveSmallIntegerField()
    moment = models.CharField(max_length=8, choices=Moment.choices)
    value = models.DecimalField(max_digits=18, decimal_places=6)
    evidence = models.TextField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["stretch", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["stretch", "number"], name="results_of_a_stretch_are_numbered_once"
            ),
            models.CheckConstraint(condition=Q(moment__in=Moment.values), name="result_is_of_a_known_moment"),
            models.CheckConstraint(condition=~Q(evidence=""), name="a_result_has_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.stretch}: {self.value}, {self.moment}"


class Verification(models.Model):
    """Somebody else has looked at the evidence of a result: from now on it counts."""

    result = models.OneToOneField(RewardResult, on_delete=models.PROTECT, related_name="verification")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    evidence = models.TextField()
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(evidence=""), name="a_verification_has_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.result}, verified on {self.on}"


class RewardEnd(models.Model):
    """The grant was ended before it was paid: what is left of an entitlement is what the rule of its end leaves."""

    scheme = models.OneToOneField(RewardScheme, on_delete=models.PROTECT, related_name="end")
    source = models.TextField()
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(source=""), name="the_end_of_a_reward_has_its_source"),
        ]

    def __str__(self) -> str:
        return f"End of {self.scheme} on {self.on}"
