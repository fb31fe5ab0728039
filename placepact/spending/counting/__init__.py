"""The parts of the count: payments beside accounts, engines that sum, and comparison with places and years."""
