"""Frameworks: the same canvas, cropped where TensorFlow, Keras, JAX and ONNX crop it."""

import streamlit as st

from deconv_core.frameworks import jax, keras, onnx, tensorflow
from deconv_core.words import fill
from pages._ui.lesson import TEXT_WIDTH, lesson
from pages._ui.texts import texts


def proven() -> None:
    versions = {"tensorflow": tensorflow.PROVEN, "keras": keras.PROVEN, "jax": jax.PROVEN, "onnx": onnx.PROVEN}
    st.caption(fill(texts()["frameworks.proven"], **versions), width=TEXT_WIDTH)


lesson("frameworks", proven)
