"""What people may ask of those who keep their data (PIPL arts. 15, 44-47): see it, take it along, withdraw, be forgotten."""
