"""What the superior gave or took: recorded with its paper, shared out, carried down to the units."""
