"""Fields that were cleared of a crop: as claimed, as seen from above, as verified."""
