"""The formula language: trees, how they are read and checked, and how they are rendered."""
