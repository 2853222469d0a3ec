"""SQLite for one process with several threads: writers queue here instead of polling for the file."""
