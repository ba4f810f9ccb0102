"""Official papers: what a letter is made of, and its two writers, PDF and Word. Data in, bytes out."""
