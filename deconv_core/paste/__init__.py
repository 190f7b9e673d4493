"""What a visitor pastes, read and never run: the call in a text, whose it is, what it says as settings of the page."""
