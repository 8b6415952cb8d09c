"""The stages in their order, one short file per task."""
