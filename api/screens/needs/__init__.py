"""What is needed every week and what differs in one: listed, entered, changed, and weighed against who is there to serve it."""
