"""Who was paid: suppliers as written are matched to a register of organisations."""
