"""What is said between the centre and partners: requests, answers, what they take back."""
