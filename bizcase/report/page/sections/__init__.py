"""What stands on the page, one section a file."""
