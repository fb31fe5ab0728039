"""The pages on which agreements are drafted, negotiated, signed, designated and changed."""
