"""The page of a proposal moves by itself."""
