"""The measures of a case: what a stream of cash is worth, when it pays back, what it returns."""
