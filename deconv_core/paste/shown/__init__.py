"""What of a layer the stage can show today: all of it, or a smaller twin; and the exact facts of the real one."""
