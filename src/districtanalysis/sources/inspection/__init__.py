"""Recognition of tables that nobody has described: where things stand, by what evidence, and how sure it is."""
