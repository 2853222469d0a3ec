"""The pages of the memory, and the home page."""
