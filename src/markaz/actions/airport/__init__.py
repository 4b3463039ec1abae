"""What an officer of the airport desk may do."""
