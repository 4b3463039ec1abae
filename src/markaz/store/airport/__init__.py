"""What the airport desk keeps."""
