"""What readers get: tables, records for scripts, charts, files."""
