"""提醒: what is due, promised or overdue, told by mail or to a group's robot, at most once a day."""
