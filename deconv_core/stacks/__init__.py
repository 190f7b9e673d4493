"""Layers one after the other: an encoder's text, and the way back layer by layer."""
