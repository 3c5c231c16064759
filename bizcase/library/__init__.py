"""The built-in blocks, written in the users' own language, and how a block is read."""
