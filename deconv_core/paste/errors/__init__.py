"""Error messages as they were printed: which number is which, which rule is broken, and the nearest ways out."""
