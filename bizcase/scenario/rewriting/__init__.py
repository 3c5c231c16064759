"""Writes changed values back into the YAML files of a scenario, and proves it."""
