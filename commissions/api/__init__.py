"""The API of circles, tasks and shifts: plain input, one action, plain output."""
