"""考评单位: one grid, the units down and this unit's clauses across (O07)."""
