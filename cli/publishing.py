"""`kaohe publish`: a year begins."""
