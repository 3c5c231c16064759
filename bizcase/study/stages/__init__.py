"""Stage gates: what a product is worth when each step of its development may fail."""
