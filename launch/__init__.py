"""What `run.py` types for you: the environment, the server, the tests. Standard library only.

Nothing here is imported by the product; what needs the product's libraries runs in a
process of the environment that `launch.environment` makes.
"""
