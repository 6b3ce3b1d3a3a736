"""事件通知: another program of the house is told that something happened, never about whom."""
