"""Search on explicit tours: a first roster by regret, then ruin and recreate under a falling temperature."""
