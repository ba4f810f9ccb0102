"""How fast it is, measured against something real on the same machine in the same run. Read the ratios."""
