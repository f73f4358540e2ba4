"""What is said of unmet needs and of standing visits, on weeks small enough to know the answer beforehand."""
