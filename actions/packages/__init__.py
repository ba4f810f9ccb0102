"""Submission packages (报送件): gathered from the units, approved, sealed and sent upward as one thing (O02)."""
