"""What is doubtful in the scoring of a scheme: bands, sums, units, circles, readings not chosen."""
