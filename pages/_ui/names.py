"""The pages' names, in the navigation's order: each is a script in `pages` and a path."""

# About pictures: without a stage.
PICTURES = ("round_trip", "upsampling", "checkerboard", "maps")
# By what one comes for; the groups' words are page.group_<group>.
GROUPS = {
    "see": ("buffers", "stretched", "back"),
    "same": ("matrix", "columns", "proofs", "pytorch"),
    "use": ("sizes", "frameworks", "dilated"),
    "pictures": PICTURES,
}
# Those with a stage: each is a view of it, too.
NAMES = tuple(name for group, names in GROUPS.items() if group != "pictures" for name in names)
FIRST = NAMES[0]
