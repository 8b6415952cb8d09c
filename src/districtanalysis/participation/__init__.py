"""What goes beyond statistics: surveys, actors, offers, goals, participation; they receive tables and open none."""
