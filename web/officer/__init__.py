"""承办人: what I have to do, by day; my messages; what I may say about a thing that I owe."""
