"""Publishing a year: one act that writes the office, the catalogue, the windows and everything that is owed."""
