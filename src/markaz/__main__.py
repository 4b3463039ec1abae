"""`python -m markaz` is the `markaz` command."""

from markaz.cli import main

if __name__ == "__main__":
    main()
