"""What every screen stands in: the frame of a page, its language and size, who may open it, and how it says no."""
