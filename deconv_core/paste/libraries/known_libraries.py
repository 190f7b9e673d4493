"""The libraries that have a transposed convolution: by what name, with which arguments, where.

Those that the page reads say it in their records. Of the others, enough of their signatures to know them by.
https://www.tensorflow.org/versions/r1.15/api_docs/python/tf/layers/conv2d_transpose
"""

from __future__ import annotations

from deconv_core.frameworks import KERAS, LIBRARIES, PYTORCH
from deconv_core.frameworks.keras import INITIALIZERS
from deconv_core.frameworks.library import Known, signature
from deconv_core.frameworks.pytorch import SIZES_2D

TF_LAYERS = f"strides padding data_format activation use_bias {INITIALIZERS} trainable name"
FLAX = (
    "kernel_dilation use_bias mask dtype param_dtype precision kernel_init bias_init transpose_kernel promote_dtype "
    "preferred_element_type"
)
TVM = "groups data_layout kernel_layout out_layout"
EQUINOX = "stride padding output_padding dilation groups use_bias padding_mode dtype"

# Where several fit alike, the first counts.
KNOWN: tuple[Known, ...] = (
    *LIBRARIES,
    # What Keras's layer was before it had output_padding and dilation_rate: the same sizes and crops.
    Known(
        name="tf.layers (TensorFlow 1)",
        calls={
            "tf.layers.conv2d_transpose": signature("inputs filters kernel_size", f"{TF_LAYERS} reuse"),
            "tf.layers.Conv2DTranspose": signature("filters kernel_size", TF_LAYERS, "dtype"),
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
    ),
    Known(
        name="PaddlePaddle",
        calls={
            "paddle.nn.Conv2DTranspose": signature(
                SIZES_2D, "stride padding output_padding groups dilation weight_attr bias_attr data_format"
            ),
            "paddle.nn.functional.conv2d_transpose": signature(
                "x weight", "bias stride padding output_padding groups dilation output_size data_format name"
            ),
            "paddle.static.nn.conv2d_transpose": signature(
                "input num_filters",
                "output_size filter_size padding stride dilation groups param_attr bias_attr use_cudnn act name "
                "data_format",
            ),
        },
        modules=("paddle", "fluid"),
        usual=("nn", "F"),
    ),
    Known(
        name="TVM (relay)",
        calls={
            "relay.nn.conv2d_transpose": signature(
                "data weight",
                f"strides padding dilation channels kernel_size {TVM} output_padding out_dtype",
            )
        },
        modules=("relay",),
    ),
    Known(
        name="TVM (relax)",
        calls={
            "relax.op.nn.conv2d_transpose": signature(
                "data weight",
                f"strides padding output_padding dilation {TVM} out_dtype",
            )
        },
        modules=("relax", "R"),
    ),
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
    ),
    Known(
        name="MXNet",
        calls={
            "mx.gluon.nn.Conv2DTranspose": signature(
                "channels kernel_size",
                "strides padding output_padding dilation groups layout activation use_bias weight_initializer "
                "bias_initializer in_channels",
                "prefix params",
            ),
            "mx.sym.Deconvolution": signature(
                "data",
                "weight bias kernel stride dilate pad adj target_shape num_filter num_group no_bias layout name",
            ),
        },
        modules=("mxnet", "mx", "gluon"),
        usual=("nn",),
    ),
    Known(
        name="Equinox",
        calls={
            "equinox.nn.ConvTranspose2d": signature(SIZES_2D, EQUINOX, "key"),
            "equinox.nn.ConvTranspose": signature(f"num_spatial_dims {SIZES_2D}", EQUINOX, "key"),
        },
        modules=("equinox", "eqx"),
        usual=("nn",),
    ),
    Known(
        name="MindSpore",
        calls={
            "mindspore.nn.Conv2dTranspose": signature(
                SIZES_2D,
                "stride pad_mode padding output_padding dilation group has_bias weight_init bias_init dtype",
            ),
            "mindspore.mint.nn.ConvTranspose2d": next(iter(PYTORCH.calls.values())),
        },
        modules=("mindspore", "ms", "mint"),
        usual=("nn",),
    ),
    Known(
        name="Haiku",
        calls={
            "hk.Conv2DTranspose": signature(
                "output_channels kernel_shape",
                "stride output_shape padding with_bias w_init b_init mask name",
            )
        },
        modules=("haiku", "hk"),
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
        name="MLX",
        calls={
            "mlx.nn.ConvTranspose2d": signature(SIZES_2D, "stride padding dilation output_padding bias"),
            "mx.conv_transpose2d": signature("input weight", "stride padding dilation output_padding groups", "stream"),
        },
        modules=("mlx", "mx"),
        usual=("nn",),
    ),
    Known(
        name="Chainer",
        calls={
            "chainer.links.Deconvolution2D": signature(
                "in_channels out_channels",
                "ksize stride pad nobias outsize initialW initial_bias",
                "dilate groups",
            )
        },
        modules=("chainer",),
        usual=("L",),
    ),
    Known(
        name="TensorFlow.js",
        calls={"tf.layers.conv2dTranspose": signature("", "args")},
        modules=("tf.layers", "layers"),
    ),
    Known(name="TorchScript", marks=("aten::conv_transpose", "aten::_convolution")),
    Known(name="Caffe", marks=('type: "Deconvolution"', "type: DECONVOLUTION")),
)
