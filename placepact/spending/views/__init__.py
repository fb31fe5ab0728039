"""The pages of the money of a place."""
