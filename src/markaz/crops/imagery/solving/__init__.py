"""What was cleared of each field, from pixels that several fields share."""
