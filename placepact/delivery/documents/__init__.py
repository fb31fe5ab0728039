"""The board pack as data, PDF and DOCX: one content, three forms."""

from placepact.delivery.documents.contents import contents
from placepact.delivery.documents.docx import docx
from placepact.delivery.documents.files import file
from placepact.delivery.documents.typeset import MOST_PAGES, fitted, pages_of, pdf

__all__ = ["MOST_PAGES", "contents", "docx", "file", "fitted", "pages_of", "pdf"]
