"""Who is asking: people who sign in with a password, and machines with a key."""
