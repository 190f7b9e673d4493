"""A layer on a picture: what it is, where it comes from, and how it is computed in tiles."""
