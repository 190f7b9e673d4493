"""Frameworks: the same canvas, cropped where TensorFlow, Keras, JAX and ONNX crop it."""

import streamlit as st

from deconv_core.frameworks import OTHERS
from deconv_core.words import fill
from pages._ui.page import lesson
from pages._ui.reader import TEXT_WIDTH, texts


def proven() -> None:
    versions = {key: library.version for key, library in OTHERS.items()}
    st.caption(fill(texts()["frameworks.proven"], **versions), width=TEXT_WIDTH)


lesson("frameworks", below=proven)
