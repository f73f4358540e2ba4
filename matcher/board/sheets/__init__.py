"""The sheets of the workbook, one file each; what they share is how a sheet is laid."""
