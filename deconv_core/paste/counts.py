"""Channels, groups and bias in a call's arguments, whatever a library calls them; no number: as it is written."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from deconv_core.layer import Count
from deconv_core.paste.call import ECHO_LIMIT, Argument, cut, reckoned

IN = ("in_channels", "in_features", "input_channels")
OUT = ("out_channels", "filters", "features", "out_features", "num_outputs", "num_filters", "num_filter")
OUT_TOO = ("output_channels", "channels", "num_output")
GROUPS = ("groups", "group", "num_group")
BIAS = ("bias", "use_bias", "with_bias", "has_bias", "bias_term")


def counts(arguments: Mapping[str, Argument]) -> dict[str, Any]:
    """in_channels, out_channels, groups and bias of a Layer; what is given its weights says no more than the groups."""
    has_layer = any(key in arguments for key in (*OUT, *OUT_TOO)) and "output_shape" not in arguments
    if not has_layer:
        return {"groups": _count(arguments, GROUPS, 1)}
    return {
        "in_channels": _count(arguments, IN, None) or None,
        "out_channels": _count(arguments, (*OUT, *OUT_TOO), None),
        "groups": _count(arguments, GROUPS, 1),
        "bias": _has_bias(arguments),
    }


def _count(arguments: Mapping[str, Argument], keys: tuple[str, ...], otherwise: Count) -> Count:
    one = next((arguments[key] for key in keys if key in arguments), None)
    if one is None:
        return otherwise
    is_negative = isinstance(one.node, ast.UnaryOp) and isinstance(one.node.op, ast.USub)
    node = one.node.operand if isinstance(one.node, ast.UnaryOp) and is_negative else one.node
    value = node.value if isinstance(node, ast.Constant) else reckoned(node)
    if type(value) is int and value < 10**9:
        return -value if is_negative else value
    return cut(one.text) if len(one.text) <= ECHO_LIMIT else None


def _has_bias(arguments: Mapping[str, Argument]) -> bool | None:
    """None where only a running program knows."""
    for key in (*BIAS, "no_bias", "nobias", "bias_attr"):
        if key in arguments:
            node = arguments[key].node
            if not isinstance(node, ast.Constant) or not isinstance(node.value, (bool, type(None))):
                return None
            is_said = bool(node.value)
            # MXNet's and Chainer's say that there is none; Paddle's attribute, None, is the usual one.
            return not is_said if key.startswith("no") else (node.value is not False if key == "bias_attr" else is_said)
    return True
