"""The forms a text can have: Python, what its imports mean, several layers in it, ONNX's and Caffe's own writing."""
