"""Which options to choose when there is not enough money for all of them."""
