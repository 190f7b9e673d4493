"""What is asked of the page Sizes: one line that takes anything, and the one request that all its panels answer."""
