"""Where milestones and risks stand, and which targets are endangered. Pure."""
