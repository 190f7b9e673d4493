"""Pictures through layers: read safely, computed in tiles, shown as they are, and measured."""
