"""The things themselves: one page for each, whoever comes to it."""
