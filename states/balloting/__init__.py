"""Ballots (投票、打分, O30): how they are counted, and the machine that leads from the roster to the sealed totals."""
