"""Page components, the base layout, number formats and security headers of every page."""
