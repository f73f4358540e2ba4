"""Ad-hoc matches: somebody needs help now, and the best few who can come are told at once, with what that disturbs."""
