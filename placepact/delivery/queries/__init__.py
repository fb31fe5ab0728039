"""Reads of delivery: plans as they stood on a day, targets with what endangers them."""
