"""The words that generated registers are made from. All places and bodies are made up."""
