"""Who has said that they come: offers and their answers, what is done about a decline, and what is sent to volunteers."""
