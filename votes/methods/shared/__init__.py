"""What several methods ask, show and say in the same way."""
