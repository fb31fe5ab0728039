"""The pages of frameworks, a file a subject."""
