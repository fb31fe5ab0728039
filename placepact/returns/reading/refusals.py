"""Why a whole file cannot be read, as sentences for the person who delivered it."""

from placepact.errors import Refusal


class UnreadableFile(Refusal):
    """The file as a whole cannot be read; none of its rows was looked at."""
