"""Frameworks: the same canvas, cropped where TensorFlow, Keras, JAX and ONNX crop it."""

from pages._ui.lesson import lesson

lesson("frameworks")
