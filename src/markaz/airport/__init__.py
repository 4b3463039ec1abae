"""The airport desk: scans, bags, travel documents, and what was measured of them."""
