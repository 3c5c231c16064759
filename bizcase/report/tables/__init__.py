"""Tables as plain values, and what renders them: the terminal, CSV."""
