"""Many passages at a time: the weights of the default encoder, in what the processor is fastest with."""
