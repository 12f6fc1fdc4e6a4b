"""How the weights are made: corpora → one encoder, all heads → one ONNX file (extra `train`)."""
