"""What two energies tell of a bag, point by point, and where nothing was seen."""
