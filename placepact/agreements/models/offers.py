"""What is stated on the way to an agreement beside its lines: a place's offer and its tests, invitations, eligibility.

None of it is ever changed: what is stated anew stands beside what was stated before, and the newest holds.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from placepact.agreements.models.agreement import Agreement, Version
from placepact.organisations.models import Organisation


class WayIn(models.TextChoices):
    INVITATION = "invitation", "By invitation"
    POLICY_THEME = "policy_theme", "By a policy theme"


class OfferLevel(models.TextChoices):
    NEIGHBOURHOOD = "neighbourhood", "Neighbourhood"
    LOCAL_AREA = "local_area", "Local area"
    SUB_REGION = "sub_region", "Sub-region"
    CITY_REGION = "city_region", "City region"


class WhichTest(models.TextChoices):
    SAVINGS = "savings", "Scale of efficiency savings"
    ENGAGEMENT = "engagement", "Communities and the third sector in design and delivery"
    PARTNERS = "partners", "Evidence that partners are willing"
    BUDGETS = "budgets", "Use of pooled or aligned budgets"


class Said(models.Model):
    """Who stated something, for which body, of which day and when."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Invitation(Said):
    """The government invites a place to make an offer."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="invitations")
    reference = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(reference=""), name="an_invitation_has_its_reference"),
        ]

    def __str__(self) -> str:
        return f"Invitation to {self.agreement} on {self.on}"


class OfferScope(Said):
    """How an offer comes in, its theme, and the level that it redesigns; the newest holds."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="scopes")
    way_in = models.CharField(max_length=20, choices=WayIn.choices)
    theme = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=20, choices=OfferLevel.choices)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(way_in__in=WayIn.values), name="an_offer_comes_in_by_a_known_way"
            ),
            models.CheckConstraint(
                condition=Q(level__in=OfferLevel.values), name="an_offer_redesigns_a_known_level"
            ),
            models.CheckConstraint(
                condition=Q(way_in="invitation") | ~Q(theme=""), name="a_policy_offer_names_its_theme"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_way_in_display()}"


class OfferTest(Said):
    """What a place states to one of the four tests of its offer; the newest statement to a test holds."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="offer_tests")
    which = models.CharField(max_length=20, choices=WhichTest.choices)
    words = models.TextField()
    amount_pence = models.BigIntegerField(null=True)
    """Of savings: what is saved in a year. Of budgets: what is pooled or aligned. The other tests need none."""
    evidence = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(which__in=WhichTest.values), name="an_offer_test_is_known"),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(evidence=""), name="a_test_is_stated_with_evidence"
            ),
            models.CheckConstraint(
                condition=Q(amount_pence__isnull=True) | Q(amount_pence__gte=0),
                name="a_test_is_not_stated_below_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_which_display()}"


class EligibilityCondition(Said):
    """A condition of eligibility was true on a day, with its evidence; the newest row of a condition holds."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="conditions")
    condition = models.CharField(max_length=40)
    true_on = models.DateField()
    since = models.DateField(null=True)
    """What the condition counts from: the first mayor, the publication, or the end of the last notice."""
    evidence = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(condition="") & ~Q(evidence=""), name="a_condition_has_evidence"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.condition} on {self.true_on}"
