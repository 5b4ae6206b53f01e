"""End-to-end encryption: the keys of the bot's session, who vouches for it, and what is sealed with them."""
