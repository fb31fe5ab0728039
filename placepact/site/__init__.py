"""The whole site: addresses, home, search, sign-in."""
