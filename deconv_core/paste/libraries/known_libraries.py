"""The libraries that have a transposed convolution: by what name, with which arguments, where.

Those that the page reads say it in their records. Of the others, enough of their signatures to know them by; and, where
their words are nearly those of one that it reads, in what they differ. None of these is installed where the page is
tested: what stands here of them is their documentation's.
https://flax.readthedocs.io/en/latest/api_reference/flax.nnx/nn/linear.html
https://www.paddlepaddle.org.cn/documentation/docs/en/api/paddle/nn/Conv2DTranspose_en.html
https://mxnet.apache.org/versions/1.9.1/api/python/docs/api/gluon/nn/index.html
https://tvm.apache.org/docs/reference/api/python/relax/op.html
https://docs.kidger.site/equinox/api/nn/conv/
https://dm-haiku.readthedocs.io/en/latest/api.html
https://www.tensorflow.org/versions/r1.15/api_docs/python/tf/layers/conv2d_transpose
"""

from __future__ import annotations

from deconv_core.frameworks import JAX, KERAS, LIBRARIES, PYTORCH
from deconv_core.frameworks.keras import INITIALIZERS
from deconv_core.frameworks.library import Known, signature
from deconv_core.frameworks.pytorch import OF_LAYER, RANKS, SIZES_2D
from deconv_core.paste.forms import caffe_text
from deconv_core.paste.libraries import as_jax

TF_LAYERS = f"strides padding data_format activation use_bias {INITIALIZERS} trainable name"
FLAX = (
    "kernel_dilation use_bias mask dtype param_dtype precision kernel_init bias_init transpose_kernel promote_dtype "
    "preferred_element_type"
)
FLAX_WORDS = {"kernel_dilation": "rhs_dilation"}
TVM = "groups data_layout kernel_layout out_layout"
TVM_WORDS = {"strides": "stride"}
EQUINOX = "stride padding output_padding dilation groups use_bias padding_mode dtype"

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
    Known(
        name="PaddlePaddle",
        calls={
            **{
                f"paddle.nn.Conv{rank}DTranspose": signature(
                    SIZES_2D, "stride padding output_padding groups dilation weight_attr bias_attr data_format"
                )
                for rank in RANKS
            },
            **{
                f"paddle.nn.functional.conv{rank}d_transpose": signature(
                    "x weight", "bias stride padding output_padding groups dilation output_size data_format name"
                )
                for rank in RANKS
            },
            "paddle.static.nn.conv2d_transpose": signature(
                "input num_filters",
                "output_size filter_size padding stride dilation groups param_attr bias_attr use_cudnn act name "
                "data_format",
            ),
        },
        modules=("paddle", "fluid"),
        usual=("nn", "F"),
        like=PYTORCH,
        called={"filter_size": "kernel_size"},
        unread=("output_size",),
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
        like=PYTORCH,
        called=TVM_WORDS,
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
        like=PYTORCH,
        called=TVM_WORDS,
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
        like=KERAS,
        called={"stride": "strides"},
        defaults={"padding": "SAME"},
    ),
    Known(
        name="MXNet",
        calls={
            **{
                f"mx.gluon.nn.Conv{rank}DTranspose": signature(
                    "channels kernel_size",
                    "strides padding output_padding dilation groups layout activation use_bias weight_initializer "
                    "bias_initializer in_channels",
                    "prefix params",
                )
                for rank in RANKS
            },
            "mx.sym.Deconvolution": signature(
                "data",
                "weight bias kernel stride dilate pad adj target_shape num_filter num_group no_bias layout name",
                "cudnn_tune cudnn_off workspace",
            ),
        },
        modules=("mxnet", "mx", "gluon"),
        usual=("nn",),
        like=PYTORCH,
        called={
            "strides": "stride",
            "kernel": "kernel_size",
            "dilate": "dilation",
            "pad": "padding",
            "adj": "output_padding",
        },
        unread=("target_shape",),
    ),
    Known(
        name="Equinox",
        calls={
            **{f"equinox.nn.ConvTranspose{rank}d": signature(SIZES_2D, EQUINOX, "key") for rank in RANKS},
            "equinox.nn.ConvTranspose": signature(f"num_spatial_dims {SIZES_2D}", EQUINOX, "key"),
        },
        modules=("equinox", "eqx"),
        usual=("nn",),
        like=PYTORCH,
        turns=True,
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
        name="MindSpore (mint)",
        calls={f"mindspore.mint.nn.ConvTranspose{rank}d": OF_LAYER for rank in RANKS},
        modules=("mint",),
        like=PYTORCH,
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
        name="MLX",
        calls={
            **{
                f"mlx.nn.ConvTranspose{rank}d": signature(SIZES_2D, "stride padding dilation output_padding bias")
                for rank in RANKS
            },
            "mx.conv_transpose2d": signature("input weight", "stride padding dilation output_padding groups", "stream"),
        },
        modules=("mlx", "mx"),
        usual=("nn",),
        like=PYTORCH,
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
        like=PYTORCH,
        called={"ksize": "kernel_size", "pad": "padding", "dilate": "dilation"},
        unread=("outsize",),
    ),
    Known(
        name="TensorFlow.js",
        calls={"tf.layers.conv2dTranspose": signature("", "args")},
        modules=("tf.layers", "layers"),
    ),
    Known(name="TorchScript", marks=("aten::conv_transpose", "aten::_convolution")),
    Known(
        name="Caffe",
        calls={caffe_text.CALL: signature("", "", " ".join((*caffe_text.WORDS, *caffe_text.MORE)))},
        modules=("caffe",),
        marks=('type: "Deconvolution"', "type: DECONVOLUTION"),
        like=PYTORCH,
        called={"pad": "padding"},
    ),
)
