"""The living county of the demonstration: its years, what happens in them, what lies on its desks this evening."""
