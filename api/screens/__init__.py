"""The web application: what coordinators and stations see, drawn on the server from the same rooms that answer the API."""
