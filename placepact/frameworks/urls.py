"""Addresses of the pages of frameworks."""

from __future__ import annotations

from django.urls import path

from placepact.frameworks.views import burden, collections, lists, own, reporting, requests

urlpatterns = [
    path("frameworks", lists.frameworks, name="frameworks"),
    path("frameworks/conflicts", reporting.conflicts, name="framework_conflicts"),
    path("frameworks/new", own.new, name="framework_new"),
    path("frameworks/<slug:slug>", lists.framework, name="framework"),
    path("frameworks/<slug:slug>/lines/new", own.add, name="framework_new_line"),
    path("frameworks/<slug:slug>/lines/<int:pk>", own.change, name="framework_line"),
    path("collections", collections.collections, name="collections"),
    path("collections/new", collections.new, name="collection_new"),
    path("collections/<slug:slug>", collections.collection, name="collection"),
    path("requests", requests.requests, name="requests"),
    path("requests/<str:reference>", requests.one, name="request"),
    path("requests/<str:reference>/workbook.xlsx", requests.workbook, name="request_workbook"),
    path("requests/<str:reference>/workbook", requests.send_in, name="request_send_in"),
    path("requests/<str:reference>/refused/<int:pk>.xlsx", requests.refused, name="request_refused"),
    path("burden", burden.burden, name="burden"),
    path("burden/<slug:slug>", burden.keep, name="burden_of_body"),
    path("places/<str:code>/burden", burden.place_burden, name="place_burden"),
    path("places/<str:code>/reporting", reporting.reporting, name="reporting"),
]
