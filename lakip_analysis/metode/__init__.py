"""Where figures come from and by which rules: the closing section and `docs/metode.md`."""
