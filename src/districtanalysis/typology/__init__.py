"""From indicators to neighbourhood types: prepare, group, describe, name."""
