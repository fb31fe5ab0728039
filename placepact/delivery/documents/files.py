"""The bytes of a board pack."""

from __future__ import annotations

import json

from placepact.delivery.documents.contents import contents
from placepact.delivery.documents.docx import docx
from placepact.delivery.documents.typeset import fitted, pdf
from placepact.delivery.queries.causes import causes
from placepact.delivery.queries.whole import Whole


def file(found: Whole, extension: str) -> bytes:
    """A pack as pdf, docx or json, with the longest texts that six pages hold. Raises TooLong."""
    said = causes(found)
    data = fitted(lambda letters: contents(found, said, letters))
    if extension == "pdf":
        return pdf(data, of=found.on)
    if extension == "docx":
        return docx(data, of=found.on)
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode()
