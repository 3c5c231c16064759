"""The parts of a simulation: tasks, blocks of trials, workers, and what is kept of them."""
