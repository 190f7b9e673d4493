"""The libraries whose words for a transposed convolution are PyTorch's, or nearly, and in what they differ.

None of them is installed where the page is tested: what stands here is their documentation's.
https://www.paddlepaddle.org.cn/documentation/docs/en/api/paddle/nn/Conv2DTranspose_en.html
https://mxnet.apache.org/versions/1.9.1/api/python/docs/api/gluon/nn/index.html
https://tvm.apache.org/docs/reference/api/python/relax/op.html
https://docs.kidger.site/equinox/api/nn/conv/
https://ml-explore.github.io/mlx/build/html/python/nn/layers.html
https://docs.oneflow.org/master/en/generated/oneflow.nn.ConvTranspose2d.html
https://docs.tinygrad.org/nn/
https://docs.chainer.org/en/stable/reference/generated/chainer.links.Deconvolution2D.html
https://www.mindspore.cn/docs/en/master/api_python/mint/mindspore.mint.nn.ConvTranspose2d.html
"""

from __future__ import annotations

from deconv_core.frameworks import PYTORCH
from deconv_core.frameworks.library import Known, signature
from deconv_core.frameworks.pytorch import OF_LAYER, RANKS, SIZES_2D
from deconv_core.paste.forms import caffe_text

TVM = "groups data_layout kernel_layout out_layout"
TVM_WORDS = {"strides": "stride"}
EQUINOX = "stride padding output_padding dilation groups use_bias padding_mode dtype"

# Where several fit alike, the first counts.
WITH_PYTORCH_WORDS: tuple[Known, ...] = (
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
        has_both_ends=True,
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
        # As its own text prints types.
        marks=("/* ty=",),
        like=PYTORCH,
        has_both_ends=True,
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
        has_both_ends=True,
        called=TVM_WORDS,
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
        name="MindSpore (mint)",
        calls={f"mindspore.mint.nn.ConvTranspose{rank}d": OF_LAYER for rank in RANKS},
        modules=("mint",),
        like=PYTORCH,
    ),
    Known(
        name="OneFlow",
        calls={f"oneflow.nn.ConvTranspose{rank}d": OF_LAYER for rank in RANKS},
        modules=("oneflow",),
        like=PYTORCH,
    ),
    Known(
        name="tinygrad",
        calls={
            f"tinygrad.nn.ConvTranspose{rank}d": signature(
                SIZES_2D, "stride padding output_padding dilation groups bias"
            )
            for rank in (2, 1)
        },
        modules=("tinygrad",),
        like=PYTORCH,
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
        name="Caffe",
        calls={caffe_text.CALL: signature("", "", " ".join((*caffe_text.WORDS, *caffe_text.MORE)))},
        modules=("caffe",),
        marks=('type: "Deconvolution"', "type: DECONVOLUTION"),
        like=PYTORCH,
        called={"pad": "padding"},
    ),
)
