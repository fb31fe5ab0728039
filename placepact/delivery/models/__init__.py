"""The tables of delivery."""
