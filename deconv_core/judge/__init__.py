"""The numbers on screen and the algorithms put beside PyTorch: verdict, comparison, growth, gradient."""
