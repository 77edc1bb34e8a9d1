"""aturan."""
