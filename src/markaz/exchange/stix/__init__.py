"""Records as STIX 2.1 objects, each a plain dict as its JSON would be."""
