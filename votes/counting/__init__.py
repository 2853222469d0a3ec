"""Counting: plain data in, plain data out, whole numbers and fractions only, one module a method."""
