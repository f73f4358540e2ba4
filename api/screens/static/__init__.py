"""Styles, scripts and vendored libraries as they are sent to browsers; nothing is loaded from anywhere else."""
