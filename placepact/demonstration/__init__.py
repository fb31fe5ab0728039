"""The demonstration: Greater Manchester from published figures, with illustrative agreements."""
