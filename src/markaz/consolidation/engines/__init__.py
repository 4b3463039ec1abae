"""What makes and weighs pairs: DuckDB in this process, Spark on many machines."""
