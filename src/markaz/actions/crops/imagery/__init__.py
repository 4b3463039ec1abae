"""Pictures from above: registered, measured in, shown."""
