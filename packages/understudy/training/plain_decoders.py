"""Tiny decoders of random weights as other people's tools write them: `nice python plain_decoders.py ../src/onnx/fixtures`.

None shows its residual stream or can be steered; the tests of src/onnx open them and compare with references.json, which
holds what PyTorch gives for the same weights and tokens. Besides the decoders: mlp.onnx, which is none.
"""
from __future__ import annotations

import json
import logging
import math
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn as nn
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer

HIDDEN, VOCAB, HEADS, INNER, LONGEST = 16, 64, 2, 8, 32
HEAD = 16  # the least that GroupQueryAttention of onnxruntime takes
TOKENS = [1, 5, 63, 0]
EPSILON = 1e-5


@dataclass
class Kind:
    """Llama: no biases, tied head. Qwen: biases on queries, keys and values, a head of its own."""

    layers: int
    bias: bool = False
    tied: bool = True


class Norm(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(1 + 0.2 * torch.randn(HIDDEN))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = x.float()
        return self.weight * (y * torch.rsqrt(y.pow(2).mean(-1, keepdim=True) + EPSILON)).to(x.dtype)


class Block(nn.Module):
    """One key and value head for both query heads."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.norm1, self.norm2 = Norm(), Norm()
        self.q = nn.Linear(HIDDEN, HEADS * HEAD, bias=kind.bias)
        self.k, self.v = (nn.Linear(HIDDEN, HEAD, bias=kind.bias) for _ in range(2))
        self.o = nn.Linear(HEADS * HEAD, HIDDEN, bias=False)
        self.gate, self.up = (nn.Linear(HIDDEN, INNER, bias=False) for _ in range(2))
        self.down = nn.Linear(INNER, HIDDEN, bias=False)

    def attend(self, x: torch.Tensor, turn: tuple[torch.Tensor, torch.Tensor], mask: torch.Tensor, past: tuple | None):
        batch, time, _ = x.shape
        q = rotate(self.q(x).view(batch, time, HEADS, HEAD).transpose(1, 2), turn)
        k = rotate(self.k(x).view(batch, time, 1, HEAD).transpose(1, 2), turn)
        v = self.v(x).view(batch, time, 1, HEAD).transpose(1, 2)
        if past is not None:
            k, v = torch.cat([past[0], k], 2), torch.cat([past[1], v], 2)
        y = F.scaled_dot_product_attention(q, k.expand(-1, HEADS, -1, -1), v.expand(-1, HEADS, -1, -1), attn_mask=mask)
        return self.o(y.transpose(1, 2).reshape(batch, time, HEADS * HEAD)), (k, v)

    def forward(self, x: torch.Tensor, turn: tuple[torch.Tensor, torch.Tensor], mask: torch.Tensor, past: tuple | None):
        y, present = self.attend(self.norm1(x), turn, mask, past)
        x = x + y
        y = self.norm2(x)
        return x + self.down(F.silu(self.gate(y)) * self.up(y)), present


def rotate(x: torch.Tensor, turn: tuple[torch.Tensor, torch.Tensor]) -> torch.Tensor:
    a, b = x.chunk(2, -1)
    return x * turn[0] + torch.cat([-b, a], -1) * turn[1]


def angles() -> torch.Tensor:
    """[LONGEST, HEAD / 2]"""
    return torch.arange(LONGEST).float()[:, None] * 10000.0 ** (-torch.arange(0, HEAD, 2).float() / HEAD)


class Decoder(nn.Module):
    def __init__(self, kind: Kind, seed: int) -> None:
        super().__init__()
        torch.manual_seed(seed)
        self.kind = kind
        self.embed = nn.Embedding(VOCAB, HIDDEN)
        self.blocks = nn.ModuleList(Block(kind) for _ in range(kind.layers))
        self.norm = Norm()
        self.head = nn.Linear(HIDDEN, VOCAB, bias=False)
        if kind.tied:
            self.head.weight = self.embed.weight
        self.register_buffer("angles", torch.cat([angles(), angles()], -1), persistent=False)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, position_ids: torch.Tensor, *past: torch.Tensor):
        """→ logits and, where a past was given, the present keys and values."""
        x = self.embed(input_ids)
        turned = self.angles[position_ids][:, None].float()
        turn = turned.cos().to(x.dtype), turned.sin().to(x.dtype)
        time, seen = input_ids.shape[1], attention_mask.shape[1]
        own = torch.arange(seen)[None, :] <= torch.arange(seen - time, seen)[:, None]
        mask = own[None, None] & (attention_mask[:, None, None, :] > 0)
        presents: list[torch.Tensor] = []
        for at, block in enumerate(self.blocks):
            x, present = block(x, turn, mask, past[2 * at : 2 * at + 2] if past else None)
            presents.extend(present)
        logits = self.head(self.norm(x))
        return (logits, *presents) if past else logits


def inputs(decoder: Decoder, past: bool) -> tuple[torch.Tensor, ...]:
    """Two rows of three tokens, after four others where there is a past."""
    before = 4 if past else 0
    ids, mask = torch.zeros(2, 3, dtype=torch.long), torch.ones(2, 3 + before, dtype=torch.long)
    positions = torch.arange(before, before + 3).expand(2, 3).contiguous()
    dtype = decoder.embed.weight.dtype
    keys = [torch.zeros(2, 1, before, HEAD, dtype=dtype) for _ in range(2 * decoder.kind.layers)] if past else []
    return (ids, mask, positions, *keys)


def cache_names(layers: int, start: str) -> list[str]:
    return [f"{start}.{layer}.{part}" for layer in range(layers) for part in ("key", "value")]


def export(decoder: Decoder, path: Path, dynamo: bool, past: bool, external: bool = False) -> None:
    """By torch's exporters; the names of inputs and outputs are those that optimum gives."""
    layers = decoder.kind.layers
    names = ["input_ids", "attention_mask", "position_ids", *(cache_names(layers, "past_key_values") if past else [])]
    results = ["logits", *(cache_names(layers, "present") if past else [])]
    if not dynamo:
        axes = {name: {0: "batch_size", 1: "sequence_length"} for name in [*names, "logits"]}
        torch.onnx.export(decoder, inputs(decoder, past), str(path), input_names=names, output_names=results, dynamic_axes=axes, opset_version=14, dynamo=False)
        return
    batch, time = torch.export.Dim("batch", min=1), torch.export.Dim("time", min=1)
    before, seen = torch.export.Dim("before", min=0), torch.export.Dim("seen", min=1)
    rest = tuple({0: batch, 2: before} for _ in range(2 * layers)) if past else ()
    shapes = ({0: batch, 1: time}, {0: batch, 1: seen if past else time}, {0: batch, 1: time}, rest)
    program = torch.onnx.export(decoder, inputs(decoder, past), input_names=names, output_names=results, dynamic_shapes=shapes, dynamo=True, opset_version=18, external_data=False, verbose=False)
    model = program.model_proto
    del model.graph.value_info[:]  # it and the stack traces are most of a file this small
    for node in model.graph.node:
        del node.metadata_props[:]
    save(model, path, external)


def save(model: onnx.ModelProto, path: Path, external: bool = False) -> None:
    if external:
        Path(f"{path}.data").unlink(missing_ok=True)
        onnx.save(model, str(path), save_as_external_data=True, location=f"{path.name}.data", size_threshold=256)
    else:
        onnx.save(model, str(path))


def fused(decoder: Decoder, path: Path) -> None:
    """As the model builder of onnxruntime-genai writes a Llama: fused norms, fused grouped attention."""
    nodes, weights = [], []

    def weight(name: str, value: torch.Tensor | np.ndarray) -> str:
        weights.append(numpy_helper.from_array(np.ascontiguousarray(torch.as_tensor(value).detach().numpy()), name))
        return name

    def add(op: str, takes: list[str], gives: list[str], domain: str = "", **attributes: object) -> str:
        nodes.append(helper.make_node(op, takes, gives, name=gives[0].removesuffix("/output_0"), domain=domain, **attributes))
        return gives[0]

    def product(takes: str, name: str, matrix: nn.Linear) -> str:
        return add("MatMul", [takes, weight(f"{name}.weight", matrix.weight.T)], [f"/{name}/output_0"])

    weight("one", np.array([1])), weight("one_scalar", np.array(1))
    weight("cos_cache", angles().cos()), weight("sin_cache", angles().sin())
    add("ReduceSum", ["attention_mask", "one"], ["/mask/sum"], keepdims=0)
    add("Sub", ["/mask/sum", "one_scalar"], ["/mask/last"])
    add("Cast", ["/mask/last"], ["/mask/seqlens"], to=TensorProto.INT32)
    add("Shape", ["attention_mask"], ["/mask/shape"])
    add("Gather", ["/mask/shape", "one_scalar"], ["/mask/total_long"])
    add("Cast", ["/mask/total_long"], ["/mask/total"], to=TensorProto.INT32)
    stream = add("Gather", [weight("embed.weight", decoder.embed.weight), "input_ids"], ["/embed/output_0"])
    norm = add("SimplifiedLayerNormalization", [stream, weight("0.norm1.weight", decoder.blocks[0].norm1.weight)], ["/0/norm1/output_0"], axis=-1, epsilon=EPSILON, stash_type=1)

    def residual(takes: str, branch: str, name: str, module: Norm, last: bool = False) -> tuple[str, str]:
        gives = [f"/{name}/output_0"] + ([] if last else ["", "", f"/{name}/output_3"])
        add("SkipSimplifiedLayerNormalization", [takes, branch, weight(f"{name}.weight", module.weight)], gives, "com.microsoft", epsilon=EPSILON)
        return gives[0], gives[-1]

    for at, block in enumerate(decoder.blocks):
        parts = [product(norm, f"{at}.{part}", getattr(block, part)) for part in ("q", "k", "v")]
        past = [f"past_key_values.{at}.{part}" for part in ("key", "value")]
        gives = [f"/{at}/attention/output_0", *(f"present.{at}.{part}" for part in ("key", "value"))]
        add("GroupQueryAttention", [*parts, *past, "/mask/seqlens", "/mask/total", "cos_cache", "sin_cache"], gives, "com.microsoft", num_heads=HEADS, kv_num_heads=1, do_rotary=1)
        norm, stream = residual(stream, product(gives[0], f"{at}.o", block.o), f"{at}.norm2", block.norm2)
        gate = product(norm, f"{at}.gate", block.gate)
        half = add("Sigmoid", [gate], [f"/{at}/sigmoid/output_0"])
        silu = add("Mul", [gate, half], [f"/{at}/silu/output_0"])
        inner = add("Mul", [silu, product(norm, f"{at}.up", block.up)], [f"/{at}/inner/output_0"])
        last = at + 1 == decoder.kind.layers
        after = decoder.norm if last else decoder.blocks[at + 1].norm1
        norm, stream = residual(stream, product(inner, f"{at}.down", block.down), "final.norm" if last else f"{at + 1}.norm1", after, last)
    add("MatMul", [norm, weight("head.weight", decoder.head.weight.T)], ["logits"])

    def value(name: str, kind: int, *shape: str | int) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, shape)

    layers = decoder.kind.layers
    takes = [value("input_ids", TensorProto.INT64, "batch_size", "sequence_length"), value("attention_mask", TensorProto.INT64, "batch_size", "total_sequence_length")]
    takes += [value(name, TensorProto.FLOAT, "batch_size", 1, "past_sequence_length", HEAD) for name in cache_names(layers, "past_key_values")]
    gives = [value("logits", TensorProto.FLOAT, "batch_size", "sequence_length", VOCAB)]
    gives += [value(name, TensorProto.FLOAT, "batch_size", 1, "total_sequence_length", HEAD) for name in cache_names(layers, "present")]
    graph = helper.make_graph(nodes, "decoder", takes, gives, weights)
    opsets = [helper.make_opsetid("", 14), helper.make_opsetid("com.microsoft", 1)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=7), str(path))


def int4(source: Path, path: Path) -> None:
    """Weights and token table of four bits in blocks of 16."""
    config = DefaultWeightOnlyQuantConfig(block_size=16, is_symmetric=False, bits=4, op_types_to_quantize=("MatMul", "Gather"), quant_axes=(("MatMul", 0), ("Gather", 1)))
    quantizer = MatMulNBitsQuantizer(onnx.load(str(source)), algo_config=config)
    quantizer.process()
    quantizer.model.save_model_to_file(str(path))


def reference(decoder: Decoder) -> dict:
    """What PyTorch gives in float32 for TOKENS, plain and steered by 0.5 · cos(k²), k the place in [layers, hidden]."""
    layers = decoder.kind.layers
    steering = torch.tensor([0.5 * math.cos(k * k) for k in range(layers * HIDDEN)]).view(layers, HIDDEN)
    ids = torch.tensor([TOKENS])
    given = (ids, torch.ones_like(ids), torch.arange(len(TOKENS))[None])
    stream: list[torch.Tensor] = []
    hooks = [decoder.embed.register_forward_hook(lambda _m, _i, out: stream.append(out[0]))]
    hooks += [block.register_forward_hook(lambda _m, _i, out: stream.append(out[0][0])) for block in decoder.blocks]
    logits = decoder(*given)[0, -1]
    for hook in hooks:
        hook.remove()
    for at, block in enumerate(decoder.blocks):
        block.register_forward_hook(lambda _m, _i, out, by=steering[at]: (out[0] + by, out[1]))
    steered = decoder(*given)[0, -1]

    def plain(x: torch.Tensor) -> list[float]:
        return [float(f"{value:.6g}") for value in x.flatten().tolist()]

    return {"tokens": TOKENS, "layers": layers, "residuals": plain(torch.stack(stream)), "logits": plain(logits), "steered": plain(steered)}


def mlp(path: Path) -> None:
    net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))
    torch.onnx.export(net, (torch.zeros(1, 4),), str(path), dynamo=False)


@torch.no_grad()
def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    warnings.filterwarnings("ignore")
    logging.disable(logging.WARNING)
    llama = Decoder(Kind(layers=3), seed=1).eval()
    export(llama, out / "llama-dynamo.onnx", dynamo=True, past=True)
    qwen = Decoder(Kind(layers=2, bias=True, tied=False), seed=2).eval()
    export(qwen, out / "qwen-torchscript.onnx", dynamo=False, past=False)
    split = Decoder(Kind(layers=2, bias=True), seed=3).eval()
    export(split, out / "qwen-external.onnx", dynamo=True, past=True, external=True)
    joined = Decoder(Kind(layers=2), seed=4).eval()
    fused(joined, out / "llama-fused.onnx")
    quantize_dynamic(str(out / "llama-fused.onnx"), str(out / "llama-fused-int8.onnx"), weight_type=QuantType.QInt8, extra_options={"DefaultTensorType": TensorProto.FLOAT})
    int4(out / "llama-fused.onnx", out / "llama-fused-int4.onnx")
    half = Decoder(Kind(layers=2), seed=5).half().eval()
    export(half, out / "llama-fp16.onnx", dynamo=True, past=True)
    mlp(out / "mlp.onnx")
    decoders = {"llama-dynamo": llama, "qwen-torchscript": qwen, "qwen-external": split, "llama-fused": joined, "llama-fp16": half.float()}
    references = {name: reference(decoder) for name, decoder in decoders.items()}
    (out / "references.json").write_text(json.dumps(references) + "\n")
    for path in sorted(out.iterdir()):
        print(f"{path.stat().st_size:7} {path.name}")


if __name__ == "__main__":
    main()
