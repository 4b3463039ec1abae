"""Who is linked with whom: by being named in one incident, or by sharing what few others share."""
