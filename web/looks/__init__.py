"""What the look of the pages needs worked out: differences of texts."""
