"""What builds, checks and pictures placepact; no part of the product imports it."""
