"""Addresses of the pages of partnerships; that of one partnership is in `site`, which knows of its place's agreement."""

from __future__ import annotations

from django.urls import URLPattern, path

from placepact.partnerships.urls_of_strategies import urlpatterns as strategies
from placepact.partnerships.views import boards, meetings, members, work

ONE = "partnerships/<slug:slug>"

urlpatterns: list[URLPattern] = [
    path("partnerships", boards.partnerships, name="partnerships"),
    path("partnerships/new", boards.new, name="partnership_new"),
    path(f"{ONE}/settings", boards.settings, name="partnership_settings"),
    path(f"{ONE}/seats", members.seats, name="partnership_seats"),
    path(f"{ONE}/interests", members.interests, name="partnership_interests"),
    path(f"{ONE}/meetings/new", meetings.new, name="meeting_new"),
    path(f"{ONE}/meetings/<int:number>", meetings.meeting, name="meeting"),
    path(f"{ONE}/actions", work.action_points, name="partnership_actions"),
    path(f"{ONE}/disputes", work.disputes, name="partnership_disputes"),
    *strategies,
]
