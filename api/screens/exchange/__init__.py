"""Files in and out on pages: templates, an import in two steps, what is kept as files, and a week as documents."""
