"""Playing a year: made-up people do what they owe through the real acts, at the moments that a behaviour gives them."""
