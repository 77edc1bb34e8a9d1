"""The data of a dinas: the contract of every table, reading, checks, `dinas.toml`, catalogue."""
