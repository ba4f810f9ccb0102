"""酌定 (P10): points that one person proposes within the bounds of a clause, and another confirms."""
