"""The pages' names, in the navigation's order: each is a script in `pages`, a view of the stage, and a path."""

# By what one comes for; the groups' words are page.group_<group>.
GROUPS = {
    "see": ("buffers", "stretched", "back"),
    "same": ("matrix", "columns", "proofs", "pytorch"),
    "use": ("sizes", "frameworks", "dilated"),
}
NAMES = tuple(name for names in GROUPS.values() for name in names)
FIRST = NAMES[0]
