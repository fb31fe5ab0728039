"""The forms of a page as a browser would send them: what stands in each field, and the words of each option."""

from __future__ import annotations

from html.parser import HTMLParser


class Form:
    """One form: its address, what stands in its fields, and the options of its choices."""

    def __init__(self, action: str) -> None:
        self.action = action
        self.values: dict[str, str] = {}
        self.options: dict[str, list[tuple[str, str]]] = {}


class Forms(HTMLParser):
    """Every form of a page that is sent by POST."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.here: Form | None = None
        self.name, self.value, self.text = "", "", ""
        self.ticked: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if tag == "form" and about.get("method") == "post":
            self.here = Form(about.get("action", ""))
            self.forms.append(self.here)
        if self.here is None:
            return
        if tag == "input":
            self.input(about)
        elif tag in ("select", "textarea"):
            self.name, self.text = about.get("name", ""), ""
            self.here.values.setdefault(self.name, "")
        elif tag == "option" and self.name:
            self.value, self.text = about.get("value", ""), ""
            if "selected" in about or not self.here.options.get(self.name):
                self.here.values[self.name] = self.value

    def input(self, about: dict[str, str]) -> None:
        assert self.here is not None
        name = about.get("name", "")
        if about.get("type") == "checkbox":
            self.here.options.setdefault(name, [])
            self.ticked[about.get("id", "")] = about.get("value", "on")
            if "checked" in about:
                self.here.values[name] = about.get("value", "on")
            self.name, self.value = "", about.get("value", "on")
            self.here.options[name].append((self.value, ""))
        else:
            self.here.values[name] = about.get("value", "")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if self.here is None:
            return
        if tag == "option" and self.name:
            self.here.options.setdefault(self.name, []).append((self.value, self.text.strip()))
        elif tag == "textarea":
            self.here.values[self.name] = self.text
            self.name = ""
        elif tag == "select":
            self.name = ""
        elif tag == "form":
            self.here = None


def form_of(page: str, step: str) -> Form:
    """The form of a step; without one the form of the page that is none of a step's, nor the way out."""
    found = Forms(page).forms
    for each in found:
        if each.values.get("step", "") == step and not each.action.startswith("/sign-out"):
            return each
    there = sorted({each.values.get("step", "") for each in found})
    raise AssertionError(f"no form of the page is for {step or 'the page itself'}; there are: {there}")


def chosen(form: Form, name: str, words: str) -> str:
    """The value of the option whose words contain these; a box to tick is taken as it is."""
    options = form.options.get(name, [])
    found = [value for value, text in options if words in text] or [
        value for value, text in options if not text
    ]
    assert found, f"{name} has no option {words!r}: {options}"
    return found[0]
