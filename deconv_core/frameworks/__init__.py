"""One module a framework: its words for a transposed convolution <-> Geometry, and its own answer to compare with."""
