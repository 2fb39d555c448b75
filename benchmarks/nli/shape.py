"""Encoders of the shapes of open NLI models, with random weights, as ONNX: python shape.py FOLDER.

Speed does not depend on what the weights are. Each is written in float32 and, as the bundled judge is, in dynamic int8.
"""

import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save
from onnxruntime.quantization import QuantType, quantize_dynamic

# Name, layers, width, heads, inner width, vocabulary.
SHAPES = [
    ("MiniLM-L6-H384", 6, 384, 12, 1536, 30522),  # all-MiniLM-L6 and the cross-encoders made from it: 22.7 M
    ("MiniLM2-L6-H768", 6, 768, 12, 3072, 50265),  # nli-MiniLM2-L6-H768, a distilled RoBERTa: 82 M
]


def build(layers, width, heads, inner, vocab, positions=514):
    draw = np.random.default_rng(42)
    nodes, weights = [], []

    def weight(name, *shape, scale=0.02):
        value = (draw.standard_normal(shape) * scale).astype(np.float32)
        weights.append(numpy_helper.from_array(value, name))
        return name

    def constant(name, value):
        weights.append(numpy_helper.from_array(np.array(value, dtype=np.int64), name))
        return name

    def op(kind, inputs, name, **attributes):
        nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def norm(x, name):
        return op("LayerNormalization", [x, weight(f"{name}.g", width), weight(f"{name}.b", width)], name, axis=-1)

    def dense(x, name, rows, columns):
        product = op("MatMul", [x, weight(f"{name}.w", rows, columns)], f"{name}.product")
        return op("Add", [product, weight(f"{name}.bias", columns)], name)

    shape = op("Shape", ["input_ids"], "shape")
    length = op("Gather", [shape, constant("one", 1)], "length")
    range_ = op("Range", [constant("from", 0), length, constant("step", 1)], "positions")
    tokens = op("Gather", [weight("words", vocab, width), "input_ids"], "tokens")
    places = op("Gather", [weight("places", positions, width), range_], "placed")
    x = norm(op("Add", [tokens, places], "embedded"), "embedding")
    mask = op("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT)
    mask = op("Unsqueeze", [mask, constant("axes", [1, 2])], "mask4")
    weights.append(numpy_helper.from_array(np.array(1, np.float32), "unit"))
    weights.append(numpy_helper.from_array(np.array(-1e4, np.float32), "far"))
    mask = op("Mul", [op("Sub", ["unit", mask], "padding"), "far"], "bias")
    split = constant("split", [0, 0, heads, width // heads])
    merge = constant("merge", [0, 0, width])
    weights.append(numpy_helper.from_array(np.array((width // heads) ** -0.5, np.float32), "scale"))
    for layer in range(layers):
        at = f"layer{layer}"
        q, k, v = (
            op("Transpose", [op("Reshape", [dense(x, f"{at}.{part}", width, width), split], f"{at}.{part}4")], f"{at}.{part}h", perm=perm)
            for part, perm in (("q", [0, 2, 1, 3]), ("k", [0, 2, 3, 1]), ("v", [0, 2, 1, 3]))
        )
        scores = op("Mul", [op("MatMul", [q, k], f"{at}.qk"), "scale"], f"{at}.scaled")
        shares = op("Softmax", [op("Add", [scores, mask], f"{at}.masked")], f"{at}.shares", axis=-1)
        heard = op("Transpose", [op("MatMul", [shares, v], f"{at}.sv")], f"{at}.heads", perm=[0, 2, 1, 3])
        heard = dense(op("Reshape", [heard, merge], f"{at}.joined"), f"{at}.out", width, width)
        x = norm(op("Add", [x, heard], f"{at}.sum"), f"{at}.norm")
        inside = op("Gelu", [dense(x, f"{at}.up", width, inner)], f"{at}.gelu")
        x = norm(op("Add", [x, dense(inside, f"{at}.down", inner, width)], f"{at}.sum2"), f"{at}.norm2")
    first = op("Gather", [x, constant("zero", 0)], "first", axis=1)
    pooled = op("Tanh", [dense(first, "pooler", width, width)], "pooled")
    dense(pooled, "logits", width, 3)
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["rows", "width"]) for n in ("input_ids", "attention_mask")]
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["rows", 3])]
    graph = helper.make_graph(nodes, "encoder", inputs, outputs, weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)


folder = Path(sys.argv[1])
for name, *shape in SHAPES:
    model = build(*shape)
    checker.check_model(model)
    plain = folder / f"{name}.float32.onnx"
    save(model, plain)
    quantize_dynamic(plain, folder / f"{name}.int8.onnx", weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"])
    print(name, sum(int(np.prod(w.dims)) for w in model.graph.initializer))
