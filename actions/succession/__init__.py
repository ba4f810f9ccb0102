"""更名、合并、分设、撤销: one unit goes on for another; what is open is re-addressed once, what was done stays."""
