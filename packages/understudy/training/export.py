"""Write the trained models as int8 ONNX with the tokenizer that the models share: `python export.py nli|embedder OUT_DIR MODELS_DIR`.

Weights are int8 in blocks of 128; activations are quantised by row inside the product, so that a verdict does not depend
on what else is in its batch (whole-tensor dynamic quantisation is a third faster, but moved logits by 0.017 with the
batch). The export is refused when int8 answers stray from the trained network's.
"""
from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from tokenizers import Tokenizer

import embed_model
import nli_model
from corpus import annotated_sentences, bucket
from network import Shape
from pretrain import chat_tokenizer, save_tokenizer

LABELS = ["entail", "neutral", "contradict"]


def trained(kind: str, out: Path, tok: Tokenizer) -> tuple[torch.nn.Module, dict]:
    saved = torch.load(out / f"{kind}.pt", weights_only=False, map_location="cpu")
    shape = Shape(**{**saved["shape"], "dropout": 0.0})
    if kind == "nli":
        model: torch.nn.Module = nli_model.NliModel(shape, nli_model.canonical(tok), len(saved["relations"]))
    else:
        model = embed_model.EmbedModel(shape, torch.ones(shape.vocab))
    model.load_state_dict(saved["model"])
    return model.eval(), saved


def examples(kind: str, tok: Tokenizer) -> tuple[torch.Tensor, ...]:
    """48 held-out inputs of many lengths."""
    texts = sorted((s.text for s in annotated_sentences() if s.split == "test"), key=bucket)[:96]
    rows = [e.ids for e in tok.encode_batch_fast(texts)]
    if kind == "embedder":
        return (embed_model.collate(rows[:48]),)
    return nli_model.collate([nli_model.encode(a, b) for a, b in zip(rows[:48], rows[48:])])


def main() -> None:
    kind, out, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]) / sys.argv[1]
    target.mkdir(parents=True, exist_ok=True)
    tok = Tokenizer.from_file(str(out / "tokenizer.json"))
    model, saved = trained(kind, out, tok)
    inputs = examples(kind, tok)
    names = ["input_ids", "segment_ids"][: len(inputs)]
    result = "logits" if kind == "nli" else "vectors"
    batch, length = torch.export.Dim("batch", min=1), torch.export.Dim("time", min=2, max=saved["shape"]["context"])
    with tempfile.TemporaryDirectory() as tmp:
        full = Path(tmp) / "full.onnx"
        program = torch.onnx.export(
            model, inputs, input_names=names, output_names=[result], dynamic_shapes=tuple({0: batch, 1: length} for _ in inputs), dynamo=True, external_data=False, opset_version=18
        )
        program.save(str(full))
        graph = onnx.load(str(full))
        del graph.graph.value_info[:]  # transposed weights keep stale shapes there, which the quantiser refuses
        onnx.save(graph, str(full))
        tables = Path(tmp) / "tables.onnx"
        quantize_dynamic(str(full), str(tables), weight_type=QuantType.QInt8, op_types_to_quantize=["Gather"])
        products = MatMulNBitsQuantizer(onnx.load(str(tables)), bits=8, block_size=128, is_symmetric=True, accuracy_level=4)
        products.process()
        onnx.save(products.model.model, str(target / "model.onnx"))
    with torch.no_grad():
        expected = model(*inputs).numpy()
    session = ort.InferenceSession(str(target / "model.onnx"))
    got = session.run(None, {n: x.numpy() for n, x in zip(names, inputs)})[0]
    if kind == "nli":
        same = float((expected.argmax(1) == got.argmax(1)).mean())
    else:
        same = float(((expected * got).sum(1) / np.linalg.norm(got, axis=1)).mean())
    print(f"{kind}: {(target / 'model.onnx').stat().st_size / 1e6:.2f} MB, int8 agreement {same:.4f}")
    if same < 0.95:
        sys.exit("int8 strays from the trained network; not exported")
    save_tokenizer(chat_tokenizer(out), target.parent)
    config = {"labels": LABELS, "temperature": saved["temperature"], "bias": saved["bias"], "maxTokensPerSide": nli_model.MAX_SIDE} if kind == "nli" else {"dim": 2 * saved["shape"]["width"], "maxTokens": embed_model.MAX_TOKENS}
    (target / "config.json").write_text(json.dumps({"model": kind, **config}, indent=2) + "\n")
    figures = json.loads((out / f"{kind}.json").read_text())
    figures |= {"parameters": sum(p.numel() for p in model.parameters()), "int8_agreement": round(same, 4)}
    (target / "training.json").write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
