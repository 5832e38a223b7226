"""What the author has done to settle a sense: definitions, contrasts, layouts, contracts, links and caveats."""
