"""Charts: each is a pure function from results to a figure, one file each, listed in `registry`."""
