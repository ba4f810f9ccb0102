"""The front door: where `/` leads, and whether we are up."""
