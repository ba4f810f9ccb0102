"""投票、打分: the rounds of a year, and one whole: who rates, what came back, what is typed, what came out (O30)."""
