"""Reviewing, the same for everything that is reviewed: deciding, returning, handing on, asking, reminding."""
