"""Workbooks that people fill in: written empty, read back to the last digit, refused by sheet and cell."""
