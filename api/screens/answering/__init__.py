"""The volunteer's own page: what is asked of them, and their answer; opened by a secret address alone."""
