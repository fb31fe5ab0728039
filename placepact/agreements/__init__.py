"""Who will do what by when: agreements, their versions and their lines."""
