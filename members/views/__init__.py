"""From the pages about people to one act and back."""
