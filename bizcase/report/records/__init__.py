"""Results as plain records that JSON can hold; the keys are a contract."""
