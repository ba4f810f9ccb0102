"""The same rules read for many units at once: exact numbers in columns, no explanation grown.

A rule is worked out for a whole batch of units, one column of integers for each of its parts. What it gives is what the
explaining evaluator gives (scoring/book.py), to the last digit and the last refusal; tests hold the two together. What
no reading is written for here is put to the explaining evaluator, unit by unit, and counted.
"""
