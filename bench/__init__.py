"""How quick menkan is, how it grows, and whether its memory stays flat. `make bench` runs all of it."""
