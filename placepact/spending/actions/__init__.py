"""The only code of the room that writes."""
