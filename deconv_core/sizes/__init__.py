"""One layer's sizes: all settings for a wanted size, a claimed size checked, which cells no link reaches."""
