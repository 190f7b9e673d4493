"""The libraries that have a transposed convolution: by what name, with which arguments, where.

Those that the page reads say it in their records. Of the others, enough of their signatures to know them by; and, where
their words are nearly those of one that it reads, in what they differ. None of these is installed where the page is
tested: what stands here of them is their documentation's.
https://flax.readthedocs.io/en/latest/api_reference/flax.nnx/nn/linear.html
https://dm-haiku.readthedocs.io/en/latest/api.html
https://www.tensorflow.org/versions/r1.15/api_docs/python/tf/layers/conv2d_transpose
"""

from __future__ import annotations

from deconv_core.frameworks import JAX, KERAS, LIBRARIES
from deconv_core.frameworks.keras import INITIALIZERS
from deconv_core.frameworks.library import Known, signature
from deconv_core.frameworks.pytorch import RANKS, SIZES_2D
from deconv_core.paste.libraries import as_jax
from deconv_core.paste.libraries.with_pytorch_words import WITH_PYTORCH_WORDS

TF_LAYERS = f"strides padding data_format activation use_bias {INITIALIZERS} trainable name"
FLAX = (
    "kernel_dilation use_bias mask dtype param_dtype precision kernel_init bias_init transpose_kernel promote_dtype "
    "preferred_element_type"
)
FLAX_WORDS = {"kernel_dilation": "rhs_dilation"}

# Where several fit alike, the first counts.
KNOWN: tuple[Known, ...] = (
    *LIBRARIES,
    # What Keras's layer was before it had output_padding and dilation_rate: the same sizes and crops.
    Known(
        name="tf.layers (TensorFlow 1)",
        calls={
            **{
                f"tf.layers.conv{rank}d_transpose": signature("inputs filters kernel_size", f"{TF_LAYERS} reuse")
                for rank in (2, 3)
            },
            **{
                f"tf.layers.Conv{rank}DTranspose": signature("filters kernel_size", TF_LAYERS, "dtype")
                for rank in (2, 3)
            },
        },
        modules=("tf.layers", "tensorflow.layers", "v1.layers"),
        like=KERAS,
    ),
    Known(
        name="Keras (keras.ops)",
        calls={
            "keras.ops.conv_transpose": signature(
                "inputs kernel strides", "padding output_padding data_format dilation_rate"
            )
        },
        modules=("keras.ops",),
        usual=("ops",),
    ),
    Known(
        name="Flax (linen)",
        calls={"flax.linen.ConvTranspose": signature("features kernel_size", f"strides padding {FLAX}", "parent name")},
        modules=("flax.linen", "linen"),
        usual=("nn",),
        like=JAX,
        called=FLAX_WORDS,
        adapted=as_jax.flax,
    ),
    Known(
        name="Flax (nnx)",
        calls={
            "flax.nnx.ConvTranspose": signature(
                "in_features out_features kernel_size", "strides", f"padding {FLAX} rngs"
            )
        },
        modules=("flax.nnx", "nnx"),
        usual=("nn",),
        like=JAX,
        called=FLAX_WORDS,
        adapted=as_jax.flax,
    ),
    *WITH_PYTORCH_WORDS,
    Known(
        name="TF-Slim",
        calls={
            f"slim.{name}": signature(
                "inputs num_outputs kernel_size",
                "stride padding data_format activation_fn normalizer_fn normalizer_params weights_initializer "
                "weights_regularizer biases_initializer biases_regularizer reuse variables_collections "
                "outputs_collections trainable scope",
            )
            for name in ("conv2d_transpose", "convolution2d_transpose")
        },
        modules=("slim", "tf_slim", "contrib.layers"),
        like=KERAS,
        called={"stride": "strides"},
        defaults={"padding": "SAME"},
    ),
    Known(
        name="MindSpore",
        calls={
            "mindspore.nn.Conv2dTranspose": signature(
                SIZES_2D,
                "stride pad_mode padding output_padding dilation group has_bias weight_init bias_init dtype",
            ),
        },
        modules=("mindspore", "ms"),
        usual=("nn",),
    ),
    Known(
        name="Haiku",
        calls={
            f"hk.Conv{rank}DTranspose": signature(
                "output_channels kernel_shape",
                "stride output_shape padding with_bias w_init b_init mask name",
            )
            for rank in RANKS
        },
        modules=("haiku", "hk"),
        like=JAX,
        called={"kernel_shape": "kernel_size", "stride": "strides"},
        unread=("output_shape",),
        adapted=as_jax.flax,
    ),
    Known(
        name="Sonnet",
        calls={
            "snt.Conv2DTranspose": signature(
                "output_channels kernel_shape",
                "output_shape stride rate padding with_bias w_init b_init data_format name",
            )
        },
        modules=("sonnet", "snt"),
    ),
    Known(
        name="TensorFlow.js",
        calls={"tf.layers.conv2dTranspose": signature("", "args")},
        modules=("tf.layers", "layers"),
    ),
    Known(name="TorchScript", marks=("aten::conv_transpose", "aten::_convolution")),
    Known(name="LibTorch (C++)", marks=("torch::nn::ConvTranspose", "torch::nn::functional::conv_transpose")),
    Known(name="torch-mlir", marks=("torch.aten.conv_transpose",)),
    Known(name="TOSA", marks=("tosa.transpose_conv2d",)),
    Known(
        name="Burn", marks=("ConvTranspose1dConfig::new", "ConvTranspose2dConfig::new", "ConvTranspose3dConfig::new")
    ),
)
