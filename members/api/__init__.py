"""Members, for programs."""
