"""How fast placepact is, as ratios measured in one run: `make bench`."""
