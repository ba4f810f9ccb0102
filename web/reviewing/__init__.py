"""Reviewing: one page for whatever lies on a desk to be agreed to or sent back, with its sheet for a pen."""
