"""Reading budgets: what a reward could earn, has earned, and pays when."""
