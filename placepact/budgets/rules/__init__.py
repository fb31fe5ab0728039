"""Rules of budgets: pure, in whole pence and exact fractions."""
