"""Somebody calls for help: who needs what and when, the few who can come, called one after the other until one says yes."""
