"""Where people and programs meet circumspect. Surfaces ask and show; they decide nothing."""
