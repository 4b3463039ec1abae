"""What the exchange keeps and finds again: partners, collections, objects, receipts."""
