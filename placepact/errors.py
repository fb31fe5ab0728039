"""The one base class of errors that people are shown."""


class Refusal(Exception):
    """Something was asked that cannot be done; the text says what is wrong, where, and what to do."""
