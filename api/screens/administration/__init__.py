"""What the service itself needs: who may come in, who did what, and the places, organisations and days it knows."""
