"""Numbers to Plotly figures: pure functions. Plotly takes a second to load, so it is imported inside them."""
