"""Which value of a driver brings a measure, or a row, to a target."""
