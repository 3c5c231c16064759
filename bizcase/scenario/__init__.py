"""The scenario file format: reading, overriding, and building the model."""
