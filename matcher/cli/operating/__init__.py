"""Commands for whoever runs the service; they alone know `api`, and load it when they are called."""
