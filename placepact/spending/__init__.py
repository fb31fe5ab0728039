"""The whole-area count: public money in a place, counted once."""
