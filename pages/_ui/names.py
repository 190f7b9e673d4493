"""The pages' names, in the navigation's order: each is a script in `pages`, a view of the stage, and a path."""

NAMES = ("buffers", "stretched", "matrix", "columns", "proofs", "back", "pytorch", "sizes", "frameworks", "dilated")
