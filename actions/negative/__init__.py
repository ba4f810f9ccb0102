"""The negative list: one use case a module."""
