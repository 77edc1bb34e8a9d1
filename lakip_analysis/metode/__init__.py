"""metode."""
