"""From what was read to a draft scheme. What the paper does not say is left out and named, never invented."""
