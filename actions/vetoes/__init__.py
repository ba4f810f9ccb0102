"""Vetoes: one use case a module."""
