"""The vocabularies every other room speaks: codes, labels, spellings and factors, with sources."""
