"""Excel and CSV in and out: templates, two-step import with errors by cell, exports, and a week's files for any roster."""
