"""From indicators to ranks: plan, normalise, weigh, aggregate, and how sure the result is."""
