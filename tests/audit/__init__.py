"""The audit: any roster is judged, every claim is checked, and everything is counted anew."""
