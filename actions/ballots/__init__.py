"""Ballots (O30): a roster, paper that goes out and comes back, two entries of each bundle, a witness, sealed totals."""
