"""The roster board (排班板): one week on one page, and everything a coordinator does to it."""
