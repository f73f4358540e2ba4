"""The weeks that come along keep what their stories promise."""
