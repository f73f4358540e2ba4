"""Who did what: written by the database session itself as rows change, chained so that no entry can be altered unseen."""
