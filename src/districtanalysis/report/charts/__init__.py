"""Charts: one module per theme, one registered function per chart."""
