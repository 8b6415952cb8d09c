"""Maps: values in classes, types, status and dynamics, places; on true boundaries or schematic tiles."""
