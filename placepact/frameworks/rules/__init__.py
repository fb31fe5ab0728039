"""What lists of indicators ask for and whether a figure answers it: pure, no Django."""
