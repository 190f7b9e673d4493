"""What holds for the tests of pictures."""

import torch

# As on the server: these are many small calls, whose idle threads would only wait for one another.
torch.set_num_threads(1)
