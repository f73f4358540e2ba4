"""What happens now: today's visits by the hour, and whatever waits for somebody, each with the one thing that helps."""
