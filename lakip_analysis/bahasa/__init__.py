"""Words: `kalimat.toml` (sentences, code words, page texts), `kolom.toml` (columns), `say.py`."""
