"""What every room stands on: problems, actions, the guard, dates, money, text, sealed fields."""
