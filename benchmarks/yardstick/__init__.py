"""The yardstick case as it would be simulated without bizcase: by hand, and with other tools."""
