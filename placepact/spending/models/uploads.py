"""Files of payments that came by a page: looked at first, then received once somebody has said so."""

from __future__ import annotations

import uuid
from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from placepact.organisations.models import Organisation
from placepact.spending.models.payments import Delivery


class Step(StrEnum):
    """Where an uploaded file is. Looking and receiving are the worker's; asking is a person's."""

    LOOKING = "looking"
    ASKING = "asking"
    RECEIVING = "receiving"
    DONE = "done"
    SPLIT = "split"
    FAILED = "failed"
    DISCARDED = "discarded"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS: dict[Step, str] = {
    Step.LOOKING: "Being looked at",
    Step.ASKING: "Waiting for you",
    Step.RECEIVING: "Being received",
    Step.DONE: "Done",
    Step.SPLIT: "Unpacked",
    Step.FAILED: "Not finished",
    Step.DISCARDED: "Discarded",
}

NEXT: dict[Step, frozenset[Step]] = {
    Step.LOOKING: frozenset({Step.LOOKING, Step.ASKING, Step.SPLIT, Step.FAILED}),
    Step.ASKING: frozenset({Step.LOOKING, Step.RECEIVING, Step.DISCARDED}),
    Step.RECEIVING: frozenset({Step.RECEIVING, Step.ASKING, Step.DONE, Step.FAILED}),
    Step.DONE: frozenset(),
    Step.SPLIT: frozenset(),
    Step.FAILED: frozenset({Step.LOOKING, Step.DISCARDED}),
    Step.DISCARDED: frozenset(),
}

AT_WORK = (Step.LOOKING, Step.RECEIVING)
"""Steps in which a worker is busy with a file, or will be."""


class Upload(models.Model):
    """One file that somebody brought by a page, on its way to become a delivery; `by` is who decided last.

    `answers` are a person's: profile settings, `covers`, `may_replace`. `findings`
    are what the worker saw last: receipt, preview, both totals. `done_rows` and
    `words` say how far it is; `heartbeat_at` that somebody is at it.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="payment_uploads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    archive = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="members")
    file_name = models.CharField(max_length=255)
    size_bytes = models.BigIntegerField()
    step = models.CharField(max_length=10, choices=[(each.value, each.words) for each in Step])
    answers = models.JSONField(default=dict)
    findings = models.JSONField(default=dict)
    message = models.TextField(default="")
    done_rows = models.BigIntegerField(default=0)
    words = models.CharField(max_length=100, default="")
    heartbeat_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, null=True, related_name="uploads")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["body", "step"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(step__in=[each.value for each in Step]), name="upload_is_at_a_known_step"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return f"/deliveries/{self.key}"

    @property
    def is_at_work(self) -> bool:
        return self.step in AT_WORK
