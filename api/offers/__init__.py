"""What is promised: publishing, offers and their answers, and what is done about a visit that has lost its people."""
