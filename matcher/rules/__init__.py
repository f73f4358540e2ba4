"""The rules: one file each, hard ones that no accepted roster breaks and soft ones that count points."""
