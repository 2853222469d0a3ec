"""From HTTP to one action and back."""
