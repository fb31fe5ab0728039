"""GLOSSARY.md: the words of `placepact/definitions/glossary.toml`, the same as on the page /glossary."""

from placepact.site.glossary import Term, terms

HEAD = (
    "<!-- Made from placepact/definitions/glossary.toml by `make docs` (tools/reference/glossary.py); "
    "change that file instead. -->\n"
)


def page() -> str:
    """The page, in the order of the alphabet."""
    return "\n".join([HEAD, "# Glossary\n", *(_entry(term) for term in terms().values())])


def _entry(term: Term) -> str:
    """One word under a heading of its own, so that it has an anchor."""
    lines = [f"## {term.word}\n", f"{term.meaning}\n"]
    if term.source:
        lines.append(f"Source: {term.source}.\n")
    if term.see:
        lines.append(f"See also: {', '.join(terms()[slug].word for slug in term.see)}.\n")
    return "\n".join(lines)
