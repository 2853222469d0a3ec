"""The pages of a meeting: `meetings` shows it, the other rooms each do one part of it."""
