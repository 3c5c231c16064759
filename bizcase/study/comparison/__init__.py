"""The parts of a comparison: options, what sets them apart, chances, and the advice."""
