"""How large what is brought and what is computed may be: one table."""

MEGABYTE = 2**20

# A file of a picture or of weights, in megabytes.
FILE_MEGABYTES = 16
# A picture: all of its pixels, and the longer side.
PIXELS = 4096 * 4096
SIDE = 16_384
# A layer: cells of a kernel along an axis, channels on either side, numbers in its weights.
KERNEL, CHANNELS, WEIGHTS = 33, 512, 1_000_000
# What a layer makes: all numbers of the output, and multiply-adds for it. The first bounds a file's memory, the second
# the time.
OUTPUT_VALUES, MULTIPLY_ADDS = 56_000_000, 40_000_000_000
# Of these one is written as raw numbers; a file of more would need as much memory again.
FILE_VALUES = 26_000_000
# One tile: the numbers of its output, few enough for the processor's cache, and of the columns PyTorch makes of it.
TILE_VALUES, TILE_COLUMNS = 300_000, 16_000_000
# A picture is shown no longer than this along a side, one of more than a few channels smaller; so many of them at most.
SHOWN_SIDE, SHOWN_CHANNEL_SIDE, FEW_CHANNELS, SHOWN_CHANNELS = 720, 360, 3, 24
# Of the output's middle so much is shown cell by cell, of so many channels.
MIDDLE_SIDE, MIDDLE_CHANNELS = 32, 6
# Pages that compare take a piece of a picture, which the reader may move. The second page shows ten in colour; it is a
# multiple of 2, 3 and 4. Where the piece lies is seen on the whole, so small.
COMPARED_SIDE, UPSAMPLED_SIDE, WHERE_SIDE = 720, 480, 240
# Pictures that are read, and files that are written, at once on this server.
AT_ONCE = 2
