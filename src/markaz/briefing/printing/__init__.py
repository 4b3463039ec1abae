"""The printing half of the briefing room: figures become pages, charts and words."""
