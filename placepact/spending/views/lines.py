"""The lines under a figure, as a page and as files."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from placepact.govuk import format as say
from placepact.spending.money.figures import Money
from placepact.spending.money.lines import SHOWN, LineRow, chosen, sums
from placepact.spending.money.page import file_links
from placepact.spending.money.parts import home
from placepact.spending.money.tables import asked
from placepact.spending.views.asked import around, money_or_404


def choice(request: HttpRequest, money: Money) -> dict[str, str]:
    """The body and the theme that an address names. Http404 for what is not in the count."""
    body, theme = request.GET.get("body", ""), request.GET.get("theme", "")
    if body and money.body(body) is None:
        raise Http404(f"No counted body of {money.place.name} is called {body}.")
    if theme and money.theme(theme) is None:
        raise Http404(f"Nothing is spent in {money.place.name} on a theme called {theme}.")
    return {"body": body, "theme": theme}


def lines(request: HttpRequest, code: str) -> HttpResponse:
    """Each line with its amount, how it is counted, and the return, row and cell where it stands."""
    money = money_or_404(request, code)
    asked_for = choice(request, money)
    rows = chosen(money, **asked_for)
    what = about(money, asked_for)
    many = say.count(len(rows), "line")
    return render(
        request,
        "spending/lines.html",
        {
            **around(money),
            "title": f"Lines: {what}",
            "heading": f"The lines under {what}",
            "lead": lead(rows),
            "caption": f"{many} of {what}, {money.year}, in pounds and pence",
            "rows": rows[:SHOWN],
            "more": f"The first {SHOWN} of {many}. The files have all of them." if len(rows) > SHOWN else "",
            "sums": sums(rows),
            "chosen": asked_for,
            "scope": asked(money).get("scope", ""),
            "money_href": home(money),
            "file_links": file_links(money, "/lines", urlencode({k: v for k, v in asked_for.items() if v})),
        },
    )


def about(money: Money, asked_for: dict[str, str]) -> str:
    """ "Bolton, education", "GMCA", "the whole count"."""
    body, theme = money.body(asked_for["body"]), money.theme(asked_for["theme"])
    names = [body.name] if body else []
    names += [f"{theme.name[:1].lower()}{theme.name[1:]}" if body else theme.name] if theme else []
    return ", ".join(names) or "the whole count"


def lead(rows: list[LineRow]) -> str:
    """What the lines add up to, and what of it is taken out."""
    if not rows:
        return ""
    reported = sum(each.amount_pence for each in rows)
    twice = sum(each.amount_pence for each in rows if each.is_twice)
    many = say.first_up(say.count(len(rows), "line"))
    if not twice:
        return f"{many}: {say.millions(reported, 3)}, counted once."
    return (
        f"{many}: {say.millions(reported, 3)} as reported, less {say.millions(twice, 3)} that is passed on, "
        f"{say.millions(reported - twice, 3)} counted once."
    )
