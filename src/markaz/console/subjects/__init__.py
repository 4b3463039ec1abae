"""What the pages of checks ask and show."""
