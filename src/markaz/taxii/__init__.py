"""The face for partners: TAXII 2.1, by which their programs read what is open to them and send."""
