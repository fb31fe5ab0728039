"""Addresses of the pages of delivery."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from placepact.delivery.views import evidence, pack, plan, questions, targets

ONE = "agreements/<slug:slug>"

urlpatterns: list[URLPattern] = [
    path(f"{ONE}/delivery", targets.delivery, name="agreement_delivery"),
    path(f"{ONE}/lines/<str:reference>/plan", plan.plan, name="agreement_plan"),
    path(f"{ONE}/lines/<str:reference>/evidence/<int:number>", evidence.file, name="agreement_evidence"),
    path(f"{ONE}/board-pack", pack.board_pack, name="agreement_board_pack"),
    re_path(
        r"^agreements/(?P<slug>[-\w]+)/board-pack\.(?P<extension>pdf|docx|json)$",
        pack.file,
        name="agreement_board_pack_file",
    ),
    path(f"{ONE}/questions", questions.questions, name="agreement_questions"),
]
