"""What several stages need: arrays in, arrays out, each after a published definition."""
