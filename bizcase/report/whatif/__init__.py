"""What if: the model of a case as a small program of JavaScript for a page that works offline."""
