"""Texts as people bring them, from public code, threads and printed models; and what each is.

Of those that are read: whose, and kernel_size, stride, padding, output_padding as the stage has them, one number where
both axes agree. Of the others: what the page says.
"""

READ = [
    (
        """\
nn.Sequential(
            # input is Z, going into a convolution
            nn.ConvTranspose2d( nz, ngf * 8, 4, 1, 0, bias=False),
            nn.BatchNorm2d(ngf * 8),
            nn.ReLU(True),
            # state size. (ngf*8) x 4 x 4
            nn.ConvTranspose2d(ngf * 8, ngf * 4, 4, 2, 1, bias=False),""",
        "PyTorch",
        (4, 1, 0, 0),
    ),
    ("self.up = nn.ConvTranspose2d(in_channels, in_channels // 2, kernel_size=2, stride=2)", "PyTorch", (2, 2, 0, 0)),
    (
        """\
model += [nn.ConvTranspose2d(ngf * mult, int(ngf * mult / 2),
                                         kernel_size=3, stride=2,
                                         padding=1, output_padding=1,
                                         bias=use_bias),
                      norm_layer(int(ngf * mult / 2)),
                      nn.ReLU(True)]""",
        "PyTorch",
        (3, 2, 1, 1),
    ),
    (
        """\
Generator(
  (main): Sequential(
    (0): ConvTranspose2d(100, 512, kernel_size=(4, 4), stride=(1, 1), bias=False)
    (1): BatchNorm2d(512, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)
    (2): ReLU(inplace=True)
    (3): ConvTranspose2d(512, 256, kernel_size=(4, 4), stride=(2, 2), padding=(1, 1), bias=False)
  )
)""",
        "PyTorch",
        (4, 1, 0, 0),
    ),
    (
        """\
upsample = nn.ConvTranspose2d(16, 16, 3, stride=2, padding=1)
output = upsample(h, output_size=input.size())""",
        "PyTorch",
        (3, 2, 1, 0),
    ),
    (
        """\
I have a layer nn.ConvTranspose2d(64, 32, 3, stride=2, padding=1) and my output is 63 instead of
    64. What should I do?""",
        "PyTorch",
        (3, 2, 1, 0),
    ),
    (
        """\
```python
self.deconv1 = nn.ConvTranspose2d(512, 512, kernel_size=3, stride=2, padding=1, dilation=1,
    output_padding=1)
```""",
        "PyTorch",
        (3, 2, 1, 1),
    ),
    ("torch.nn.modules.conv.ConvTranspose2d(8, 4, 3, 2)", "PyTorch", (3, 2, 0, 0)),
    (
        """\
decoder = nn.Sequential(nn.Linear(3, 64), nn.ReLU(), nn.Unflatten(1,(4,4,4)), nn.ConvTranspose2d(4,
    1, 4, 2, 1))""",
        "PyTorch",
        (4, 2, 1, 0),
    ),
    (
        """\
QuantizedConvTranspose1d(8, 4, kernel_size=(4,), stride=(2,), scale=0.03, zero_point=64, padding=(1,))""",
        "PyTorch",
        ((4,), (2,), (1,), (0,)),
    ),
    ("torch.ao.nn.quantized.dynamic.ConvTranspose2d(8, 4, 3, 2)", "PyTorch", (3, 2, 0, 0)),
    ("nnqat.ConvTranspose2d(8, 4, 3, 2)", "PyTorch", (3, 2, 0, 0)),
    (
        "x = layers.Conv2DTranspose(64, (5, 5), strides=(2, 2), padding='same', use_bias=False)(x)",
        "Keras",
        (5, 2, 0, 0),
    ),
    (
        """\
model.add(layers.Conv2DTranspose(128, (5, 5), strides=(1, 1), padding='same', use_bias=False))
    assert model.output_shape == (None, 7, 7, 128)
    model.add(layers.BatchNormalization())
    model.add(layers.Conv2DTranspose(64, (5, 5), strides=(2, 2), padding='same', use_bias=False))""",
        "Keras",
        (5, 1, 2, 0),
    ),
    (
        "u = Conv3DTranspose(32, (2,2,2), strides=(2,2,2), padding='same')(c5)",
        "Keras",
        ((2, 2, 2), (2, 2, 2), (0, 0, 0), (0, 0, 0)),
    ),
    (
        """\
tf.keras.layers.Conv2DTranspose(filters=64, kernel_size=4, strides=2, padding="same",
    activation="relu", data_format="channels_first")""",
        "Keras",
        (4, 2, 1, 0),
    ),
    (
        "x = nn.ConvTranspose(features=64, kernel_size=(4, 4), strides=(2, 2), padding='SAME')(x)",
        "Flax (linen)",
        (4, 2, 1, 0),
    ),
    ("x = hk.Conv2DTranspose(output_channels=64, kernel_shape=4, stride=2)(x)", "Haiku", (4, 2, 1, 0)),
    ('hk.Conv1DTranspose(8, 16, stride=8, padding="SAME")', "Haiku", ((16,), (8,), (4,), (0,))),
    (
        """\
fluid.layers.conv2d_transpose(input=x, num_filters=64, output_size=None, filter_size=4, padding=1,
    stride=2)""",
        "PaddlePaddle",
        (4, 2, 1, 0),
    ),
    (
        "layers.conv2d_transpose(input=x, num_filters=64, filter_size=4, padding=1, stride=2)",
        "PaddlePaddle",
        (4, 2, 1, 0),
    ),
    ("nn.Conv2DTranspose(channels=64, kernel_size=4, strides=2, padding=1, use_bias=False)", "MXNet", (4, 2, 1, 0)),
    ("netG.add(nn.Conv2DTranspose(ngf * 8, 4, 1, 0, use_bias=False))", "MXNet", (4, 1, 0, 0)),
    (
        """\
mx.symbol.Deconvolution(data=x, kernel=(4,4), stride=(2,2), pad=(1,1), num_filter=64, no_bias=True,
    name='g2')""",
        "MXNet",
        (4, 2, 1, 0),
    ),
    (
        """\
node = onnx.helper.make_node("ConvTranspose", ["X", "W"], ["Y"], strides=[3, 2], output_padding=[1,
    1], kernel_shape=[3, 3])""",
        "ONNX",
        (3, (3, 2), 0, 1),
    ),
    (
        """\
Sequential(
  (0): Conv2DTranspose(64, 32, kernel_size=[2, 2], stride=[2, 2], data_format=NCHW)
  (1): ReLU()
)""",
        "PaddlePaddle",
        (2, 2, 0, 0),
    ),
    (
        """\
(0): Conv2DTranspose(64, 32, kernel_size=[3, 3], stride=[2, 2], padding=1, data_format=NCHW)""",
        "PaddlePaddle",
        (3, 2, 1, 0),
    ),
    (
        """\
ConvTranspose( # Param: 1,056 (4.2 KB)
  in_features=8,
  out_features=4,
  kernel_size=(2, 2),
  strides=(2, 2),
  padding='SAME',
  kernel_dilation=None,
  use_bias=True,
)""",
        "Flax (nnx)",
        (2, 2, 0, 0),
    ),
    (
        """\
ConvTranspose2d(64, 32, kernel_size=(4, 4), stride=(2, 2), padding=(1, 1), dilation=(1, 1),
    output_padding=(0, 0), bias=True)""",
        "PyTorch",
        (4, 2, 1, 0),
    ),
    (
        """\
from keras.layers.convolutional import Conv2DTranspose
Conv2DTranspose(64, (3, 3), strides=(2, 2), padding='same')""",
        "Keras",
        (3, 2, 0, 0),
    ),
    (
        """\
import torch
from keras.layers import Conv2DTranspose
x = Conv2DTranspose(64, (3, 3), strides=(2, 2), padding='same')(x)""",
        "Keras",
        (3, 2, 0, 0),
    ),
    (
        """\
12         self.up1 = nn.ConvTranspose2d(1024, 512, kernel_size=2, stride=2)
13         self.up2 = nn.ConvTranspose2d(512, 256, kernel_size=2, stride=2)""",
        "PyTorch",
        (2, 2, 0, 0),
    ),
]

REFUSED = [
    (
        """\
self.ups.append(weight_norm(
                ConvTranspose1d(h.upsample_initial_channel//(2**i),
    h.upsample_initial_channel//(2**(i+1)),
                                k, u, padding=(k-u)//2)))""",
        "source_not_a_literal",
    ),
    (
        """\
SConvTranspose1d(mult * n_filters, mult * n_filters // 2,
                                 kernel_size=ratio * 2, stride=ratio,
                                 causal=causal, norm=norm, norm_kwargs=norm_params,
                                 trim_right_ratio=trim_right_ratio),""",
        "source_other_layer",
    ),
    ("nn.ConvTranspose1d(channels, chout, kernel_size, stride),", "source_not_a_literal"),
    ("upscore = F.conv_transpose2d(h, weight, stride=32)", "setting_out_of_range"),
    (
        """\
self.upsample = nn.ConvTranspose2d(num_classes, num_classes, 64, 32, 16, groups=num_classes, bias=False)""",
        "layer_beyond",
    ),
    ("y = torch.conv_transpose2d(x, w, None, 2, 1, 1)", "source_no_kernel"),
    (
        """\
{'type': 'ConvTranspose2d', 'in_channels': 64, 'out_channels': 32, 'kernel_size': 4, 'stride': 2,
    'padding': 1}""",
        "source_not_a_call",
    ),
    (
        """\
build_upsample_layer(dict(type='deconv', in_channels=64, out_channels=32, kernel_size=4, stride=2,
    padding=1))""",
        "source_other_layer",
    ),
    ("DWConvTranspose2d(512, 512, 3, 2, 1, 1)", "source_other_layer"),
    ('nn.ConvTranspose2d(64, 32, 3, strides=2, padding="same")', "source_unknown_argument"),
    ("nn.ConvTranspose2d(64, 32, 3, stride=2, padding='same')", "source_padding_word"),
    (
        """\
Deconvolution2D(3, 3, 3, output_shape=(None, 3, 14, 14), border_mode='valid', input_shape=(3, 12, 12))""",
        "source_which_library",
    ),
    ("keras.layers.Conv1DTranspose(8, 3, padding='causal')", "foreign_not_a_choice"),
    (
        """\
deconv = tf.nn.conv2d_transpose(input_, w, output_shape=output_shape, strides=[1, d_h, d_w, 1])""",
        "source_not_a_literal",
    ),
    (
        """\
tf.nn.conv2d_transpose(h, w, output_shape=[batch_size, 14, 14, 64], strides=[1, 2, 2, 1], padding='SAME')""",
        "source_no_kernel",
    ),
    (
        """\
tf.nn.conv2d_transpose(x, w, output_shape=tf.stack([tf.shape(x)[0], 28, 28, 1]), strides=[1,2,2,1])""",
        "source_no_kernel",
    ),
    (
        """\
tf.raw_ops.Conv2DBackpropInput(input_sizes=[1,8,8,1], filter=w, out_backprop=x, strides=[1,2,2,1],
    padding="SAME")""",
        "source_other_layer",
    ),
    ("nn.ConvTranspose(features=64, kernel_size=(3,3), padding='CIRCULAR')", "source_not_read"),
    ('eqx.nn.ConvTranspose2d(3, 8, 4, 2, padding="SAME", key=key)', "source_not_read"),
    (
        """\
lax.conv_general_dilated(x, w, window_strides=(1,1), padding=((2,2),(2,2)), lhs_dilation=(2,2))""",
        "source_other_layer",
    ),
    ("stax.Conv2DTranspose(64, (4,4), strides=(2,2))", "source_which_library"),
    ("F.conv2d_transpose(x, weight, stride=2, padding=1, output_size=[8, 8])", "source_not_read"),
    (
        """\
nn.Conv2dTranspose(3, 64, 4, has_bias=False, weight_init='normal', pad_mode='pad', stride=2, padding=1)""",
        "source_not_read",
    ),
    (
        """\
%3 = nn.conv2d_transpose(%data, %weight, channels=64, kernel_size=[4, 4], strides=[2, 2],
    padding=[1, 1, 1, 1]) /* ty=Tensor[(1, 64, 8, 8), float32] */;""",
        "source_not_read",
    ),
    (
        """\
lv: R.Tensor((1, 64, 8, 8)) = R.nn.conv2d_transpose(x, w, strides=[2, 2], padding=[1, 1, 1, 1],
    output_padding=[0, 0])""",
        "source_no_kernel",
    ),
    (
        """\
layer {
  name: "upscore"
  type: "Deconvolution"
  bottom: "score_fr"
  top: "upscore"
  param { lr_mult: 0 }
  convolution_param { num_output: 21 bias_term: false kernel_size: 64 stride: 32 }
}""",
        "layer_beyond",
    ),
    ('transposedConv2dLayer(4,64,Stride=2,Cropping="same")', "source_other_layer"),
    ("layer = transposedConv2dLayer(3,16,'Stride',2,'Cropping',1)", "source_other_layer"),
    ("x.conv_transpose2d(w, stride=2, padding=1)", "source_which_library"),
    (
        """\
ValueError: A `Concatenate` layer requires inputs with matching shapes except for the concatenation
    axis. Received: input_shape=[(None, 26, 26, 64), (None, 27, 27, 64)]""",
        "source_unknown_error",
    ),
    ("TypeError: __init__() got an unexpected keyword argument 'strides'", "source_unknown_error"),
    (
        """\
[ONNXRuntimeError] : 1 : FAIL : Node (ConvTranspose_0) Op (ConvTranspose) [ShapeInferenceError]
    Attribute pads has incorrect size""",
        "source_unknown_error",
    ),
    (
        """\
flax.errors.ScopeParamShapeError: Initializer expected to generate shape (3, 3, 64, 32) but got
    shape (4, 4, 64, 32) instead for parameter "kernel" in "/ConvTranspose_0".""",
        "source_unknown_error",
    ),
    ("F.conv_transpose2d(x, torch.ones(1, 1, 3, 3), stride=2)", "source_no_kernel"),
    (
        """\
ConvTranspose2d(in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0,
    groups=1, bias=True, dilation=1, padding_mode='zeros', device=None, dtype=None)""",
        "source_not_a_literal",
    ),
    ("nn.ConvTranspose2d(64, 32, 3, stride=2", "source_not_python"),
    ("nn.ConvTranspose2d(64, 32, 3, 2 if up else 1)", "source_not_a_literal"),
    ("nn.ConvTranspose2d(self.c, self.c // 2, kernel_size=self.k, stride=2)", "source_not_a_literal"),
    ("nn.ConvTranspose2d(*ch, 4, 2, 1)", "source_not_a_literal"),
]
