"""Notices and their sections: their forms, and the decisions about them."""
