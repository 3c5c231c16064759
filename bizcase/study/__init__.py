"""What is done with a model: run it, measure it, compare, simulate."""
