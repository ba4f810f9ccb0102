"""Summaries: what was owed and what came, drawn up by the clock, checked and presented by a person."""
