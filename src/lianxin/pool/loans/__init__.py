"""小额贷款: what a bank lent a household, until when, and what of it has been paid back."""
