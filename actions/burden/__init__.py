"""减负: what units are asked for, what is too much, and how it is told."""
