"""Training the models that come with yinju."""
