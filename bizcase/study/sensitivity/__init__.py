"""What each assumption does to a measure, alone and in pairs, and at which value it decides."""
