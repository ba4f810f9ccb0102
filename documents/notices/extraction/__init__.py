"""A file of a notice made into a paper: exactly its letters, each with its place; or a refusal that names the remedy."""
