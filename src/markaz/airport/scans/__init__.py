"""Scans and threat detection reports as files: DICOS, vendor pictures, a watched folder."""
