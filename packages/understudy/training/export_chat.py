"""Write the chat model as int8 ONNX: `python export_chat.py OUT_DIR MODELS_DIR [--fp32 FILE]`.

Weights are int8 in blocks of 32 (see export.py). What int8 costs is measured here and written into training.json: the
largest and the mean difference in logits, the difference in loss on held-out conversations. The export is refused
where the fp32 graph strays from PyTorch by more than 1e-3, or int8 costs more than 0.02 nats a token.
"""
from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
import torch.nn.functional as F
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from tokenizers import Tokenizer

from chat_model import ChatModel, no_past
from network import Shape
from pretrain import chat_tokenizer, encoded, save_tokenizer
from talks import from_side, held_out_sides


def names(shape: Shape) -> tuple[list[str], list[str]]:
    past = [f"past_key_values.{i}.{kind}" for i in range(shape.depth) for kind in ("key", "value")]
    present = [f"present.{i}.{kind}" for i in range(shape.depth) for kind in ("key", "value")]
    return ["input_ids", "attention_mask", "position_ids", "steering", *past], ["logits", "residuals", *present]


def write_graph(model: ChatModel, shape: Shape, path: Path) -> None:
    """The fp32 graph."""
    example = (
        torch.randint(6, shape.vocab, (2, 5)), torch.ones(2, 8, dtype=torch.long), torch.arange(3, 8).expand(2, 5), torch.zeros(shape.depth, shape.width),
        tuple(torch.randn(2, shape.heads, 3, shape.width // shape.heads) for _ in range(2 * shape.depth)),
    )
    auto = torch.export.Dim.AUTO
    dynamic = tuple({0: auto, 1: auto} for _ in range(3)) + (None, tuple({0: auto, 2: auto} for _ in example[4]))
    inputs, outputs = names(shape)
    program = torch.onnx.export(model, example, input_names=inputs, output_names=outputs, dynamic_shapes=dynamic, dynamo=True, external_data=False, opset_version=18)
    program.save(str(path))
    graph = onnx.load(str(path))
    del graph.graph.value_info[:]
    label = {"input_ids": ("batch", "time"), "attention_mask": ("batch", "total"), "position_ids": ("batch", "time"), "logits": ("batch", "time"), "residuals": (None, "batch", "time")}
    for value in [*graph.graph.input, *graph.graph.output]:
        parts = label.get(value.name, ("batch", None, "past") if value.name.startswith("past") else ("batch", None, "total") if value.name.startswith("present") else ())
        for dim, name in zip(value.type.tensor_type.shape.dim, parts):
            if name:
                dim.dim_param = name
    onnx.save(graph, str(path))


def quantise(source: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory() as tmp:
        tables = Path(tmp) / "tables.onnx"
        quantize_dynamic(str(source), str(tables), weight_type=QuantType.QInt8, op_types_to_quantize=["Gather"])
        products = MatMulNBitsQuantizer(onnx.load(str(tables)), bits=8, block_size=32, is_symmetric=True, accuracy_level=4)
        products.process()
        onnx.save(products.model.model, str(target))


def feeds(shape: Shape, ids: np.ndarray) -> dict[str, np.ndarray]:
    inputs, _ = names(shape)
    b, t = ids.shape
    values = [ids, np.ones_like(ids), np.broadcast_to(np.arange(t), ids.shape).copy(), np.zeros((shape.depth, shape.width), np.float32)]
    return dict(zip(inputs, values + [p.numpy() for p in no_past(shape, b)]))


TEXTS = ["Hello, how are you today?", "I don't have 2 dogs; I've got THREE.", "i ' m from ohio . what ' s up ?", "Zoë’s café – “naïve” 👋 <sep> <self>", "  spaces\t and\nlines  "]


def write_reference(tok: Tokenizer, session: ort.InferenceSession, shape: Shape, path: Path) -> None:
    """What the other runtime must reproduce: ids of texts, and the last logits of one conversation."""
    ids = encoded(tok, [[("<persona>", "i have a dog."), ("<other>", "do you have pets?"), ("<self>", "yes, a dog.")]])[0]
    logits = session.run(["logits"], feeds(shape, np.array([ids], dtype=np.int64)))[0][0, -1]
    marks = "|".join(t.content for t in tok.get_added_tokens_decoder().values())
    texts = [{"text": t, "ids": tok.encode(re.sub(marks, " ", t), add_special_tokens=False).ids} for t in TEXTS]
    path.write_text(json.dumps({"texts": texts, "conversation": ids, "logits": [round(float(x), 4) for x in logits[:: 61]], "every": 61}) + "\n")


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("out", type=Path)
    ap.add_argument("models", type=Path)
    ap.add_argument("--name", default="chat")
    ap.add_argument("--fixture", type=Path, default=Path(__file__).parent.parent / "fixtures/chat-reference.json")
    ap.add_argument("--fp32", type=Path, help="keep the fp32 graph too")
    args = ap.parse_args()
    saved = torch.load(args.out / f"{args.name}.pt", weights_only=False, map_location="cpu")
    shape = Shape(**saved["shape"])
    model = ChatModel(shape).eval()
    model.body.load_state_dict(saved["model"])
    tok = chat_tokenizer(args.out)
    target = args.models / "chat"
    target.mkdir(parents=True, exist_ok=True)
    held = encoded(tok, [from_side(t, me, t.personas[me]) for t, me in held_out_sides("dev")][:40])
    with tempfile.TemporaryDirectory() as tmp:
        full = args.fp32 or Path(tmp) / "full.onnx"
        with torch.no_grad():
            write_graph(model, shape, full)
        quantise(full, target / "model.onnx")
        exact, small = ort.InferenceSession(str(full)), ort.InferenceSession(str(target / "model.onnx"))
        worst = {"fp32": 0.0, "int8": 0.0}
        loss = {"torch": [], "int8": []}
        with torch.no_grad():
            for ids in held:
                x = np.array([ids[:400]], dtype=np.int64)
                reference = model.body.logits(model.body(torch.from_numpy(x)))[0]
                for kind, session in (("fp32", exact), ("int8", small)):
                    got = torch.from_numpy(session.run(["logits"], feeds(shape, x))[0][0])
                    worst[kind] = max(worst[kind], float((got - reference).abs().max()))
                    if kind == "int8":
                        loss["int8"].append(float(F.cross_entropy(got[:-1], torch.from_numpy(x[0, 1:]))))
                loss["torch"].append(float(F.cross_entropy(reference[:-1], torch.from_numpy(x[0, 1:]))))
    figures = {
        "logits_fp32_max_difference": float(f"{worst['fp32']:.2e}"), "logits_int8_max_difference": round(worst["int8"], 4),
        "int8_loss_nats": round(float(np.mean(loss["int8"]) - np.mean(loss["torch"])), 5), "bytes": (target / "model.onnx").stat().st_size,
        "parameters": sum(p.numel() for p in model.parameters()),
    }
    print(json.dumps(figures))
    if figures["logits_fp32_max_difference"] > 1e-3 or figures["int8_loss_nats"] > 0.02:
        sys.exit("the graph strays from the trained network; not exported")
    save_tokenizer(tok, args.models)
    config = {"model": "chat", "layers": shape.depth, "heads": shape.heads, "hidden": shape.width, "vocabulary": shape.vocab, "contextTokens": 512}
    (target / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    reached = args.out / f"{args.name}.json"
    known = json.loads(reached.read_text()) if reached.exists() else {}
    write_reference(tok, small, shape, args.fixture)
    (target / "training.json").write_text(json.dumps(known | figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
