"""The language model, and the gate behind it."""
