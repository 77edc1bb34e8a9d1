"""How a reader sees things: table, figure, paragraphs, single values."""
