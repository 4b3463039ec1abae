"""What people do at an airport desk."""
