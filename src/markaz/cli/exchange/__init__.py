"""Commands of the exchange: partners, and what is fetched from them."""
