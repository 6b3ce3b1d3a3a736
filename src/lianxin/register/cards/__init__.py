"""民情连心卡: the card of a household, which tells who answers for it and opens a page by its code."""
