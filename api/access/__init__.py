"""Signing in and out, and who may: users and keys over HTTP."""
