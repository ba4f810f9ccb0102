"""A notice's file made into a paper: exactly its letters, each with its place; or a refusal that names the remedy."""
