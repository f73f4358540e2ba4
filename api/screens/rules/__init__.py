"""The rules on pages: what each demands here and who says so, how a region changes them, and what another choice would do."""
