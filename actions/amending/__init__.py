"""A running year's rules change: from a day on, with a paper, told to those concerned; what was met stays."""
