"""Drafts of a year's scheme: begun, saved, patched, dropped; a published year is never touched by any of it."""
