"""酌定: points that one person gives within the bounds of a clause, and another confirms (P10)."""
