"""The state of the page: the one table of its fields, its link, which values go together, the examples."""
