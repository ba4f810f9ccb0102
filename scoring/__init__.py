"""What it is worth, and why: facts in, points and an explanation tree out. Pure."""
