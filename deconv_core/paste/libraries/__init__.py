"""The libraries whose calls people paste: what they call things, and how to know whose a text is."""
