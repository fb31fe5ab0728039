"""Addresses of the money of a place."""

from __future__ import annotations

from django.urls import path, re_path

from placepact.spending.views import board, classify, deliveries, files, lines, money, payments, suppliers

PLACE = r"^places/(?P<code>\w+)/money"

urlpatterns = [
    path("money/suppliers", suppliers.suppliers, name="review_suppliers"),
    path("money/classify", classify.classify, name="review_purposes"),
    path("deliveries", deliveries.deliveries, name="deliveries"),
    path("deliveries/<uuid:key>", deliveries.delivery, name="delivery"),
    path("deliveries/<uuid:key>/refused.csv", deliveries.refused_rows, name="delivery_refused"),
    path("places/<str:code>/money/returns", board.board, name="money_board"),
    path("places/<str:code>/money/payments", payments.paid, name="money_payments"),
    path("places/<str:code>/money/payments/lines", payments.lines, name="money_payment_lines"),
    path("places/<str:code>/money", money.money, name="money"),
    re_path(PLACE + r"\.(?P<extension>csv|json|xlsx)$", files.money_file, name="money_file"),
    re_path(
        PLACE + r"/pictures/(?P<name>[-\w]+)\.(?P<extension>csv|svg)$",
        files.picture_file,
        name="money_picture",
    ),
    path("places/<str:code>/money/bodies/<slug:slug>", money.body, name="money_body"),
    path("places/<str:code>/money/themes/<slug:slug>", money.theme, name="money_theme"),
    path("places/<str:code>/money/lines", lines.lines, name="money_lines"),
    re_path(PLACE + r"/lines\.(?P<extension>csv|json|xlsx)$", files.lines_file, name="money_lines_file"),
]
