"""What a text says: sentences, passages, quotations, speakers, copies."""
