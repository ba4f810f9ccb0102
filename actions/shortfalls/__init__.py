"""Lights and shortfalls: read from the figures, opened and closed by them, climbed by the clock."""
