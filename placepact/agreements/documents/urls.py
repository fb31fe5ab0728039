"""Addresses of the documents of agreements."""

from __future__ import annotations

from django.urls import re_path

from placepact.agreements.documents import views

AGREEMENT = r"^agreements/(?P<slug>[-\w]+)"
KIND = r"\.(?P<extension>pdf|json)$"

urlpatterns = [
    re_path(AGREEMENT + r"/versions/(?P<number>\d+)" + KIND, views.version, name="agreement_document"),
    re_path(AGREEMENT + r"/memoranda/(?P<number>\d+)" + KIND, views.memorandum, name="memorandum_document"),
    re_path(
        AGREEMENT + r"/compare/(?P<before>\d+)-(?P<after>\d+)" + KIND,
        views.comparison,
        name="comparison_document",
    ),
]
