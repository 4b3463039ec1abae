"""The face for programs: reports in, receipts out, in JSON and behind a token."""
