<<<<<<< HEAD
"""Definitions of what is measured, and the measured values."""
=======
"""Measured facts about places: definitions, values, and what a delivered row of them means."""
>>>>>>> reading
