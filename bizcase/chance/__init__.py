"""How uncertain an input is: its distribution."""
