"""How the weights are made: corpora → one encoder with all heads → one ONNX file (extra `train`)."""
