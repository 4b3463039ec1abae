"""Travel documents and boarding passes, read and held against what else is said."""
