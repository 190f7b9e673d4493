"""Files to take away: a program for a state, its matrix as .npz and CSV."""
