"""Why a pasted call is refused: the rule, what its own library says, and the nearest call that is taken."""
