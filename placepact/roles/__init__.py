"""What somebody may do where."""
