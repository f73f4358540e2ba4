"""What commands show to people: in both languages, Chinese first, as plain text and tables."""
