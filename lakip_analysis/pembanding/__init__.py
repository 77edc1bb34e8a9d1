"""pembanding."""
