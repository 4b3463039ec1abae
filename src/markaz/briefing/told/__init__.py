"""Who tells what another tells too."""
