"""capaian."""
