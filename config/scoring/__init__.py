"""How points are given: what is looked at (measures), how it is priced (primitives), how prices are put together."""
