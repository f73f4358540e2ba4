"""What every route shares: errors as problem documents, ETags, pages of lists, and who is asking in which language."""
