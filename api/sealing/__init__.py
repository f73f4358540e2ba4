"""Sensitive columns are sealed at rest (AES-256-GCM), each bound to its row and column; master keys live outside the database."""
