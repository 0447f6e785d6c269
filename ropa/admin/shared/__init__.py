"""What all pages of the staff interface share: who may do what, lists, parts, links."""
