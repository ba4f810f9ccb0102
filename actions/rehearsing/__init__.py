"""Rehearsing a year: the real acts, ladder and letters on a moved clock, in a database that is thrown away."""
