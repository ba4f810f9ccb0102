"""Scores from what is kept: facts recorded, gathered, worked out."""
