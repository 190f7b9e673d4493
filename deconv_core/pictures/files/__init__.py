"""Files that a visitor brings, pictures and weights: each is read within limits, or refused in words."""
