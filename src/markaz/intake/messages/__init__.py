"""Reads messages in prose: a radio telegram, a weekly brief, a press line; English and Urdu."""
