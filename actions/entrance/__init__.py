"""Who comes in, how long he may stay, and from which post he acts."""
