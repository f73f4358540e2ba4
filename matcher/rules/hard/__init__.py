"""Hard rules: a visit or roster that breaks one is not accepted."""
