"""The tables of the airport desk: scans, the five records on each, cases, documents, lists."""
