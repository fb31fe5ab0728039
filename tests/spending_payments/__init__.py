"""Payments after they were received: who was paid, what for, who decides, and the count of a real place."""
