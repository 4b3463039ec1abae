"""The tables of the exchange: partners, what is offered them, what they read, what they send."""
