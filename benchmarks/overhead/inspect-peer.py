"""One-call samples through Inspect AI: python inspect-peer.py BASE_URL COUNT CONCURRENCY FOLDER. Exits with 1 when one did not pass."""

import sys


from inspect_ai import Task, eval as evaluate
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import GenerateConfig, get_model
from inspect_ai.scorer import includes
from inspect_ai.solver import generate

base_url, count, concurrency, folder = sys.argv[1:5]
samples = [Sample(input=f"Reply to: question number {i + 1}", target="ok") for i in range(int(count))]
# Otherwise it feels its way up from ten calls at once.
config = GenerateConfig(
    temperature=0, max_tokens=64, max_connections=int(concurrency), adaptive_connections=False
)
model = get_model("openai/mock", base_url=base_url, api_key="sk-mock", config=config, responses_api=False)
task = Task(dataset=MemoryDataset(samples), solver=generate(), scorer=includes())
(log,) = evaluate(task, model=model, log_dir=folder, display="none", max_samples=int(concurrency))
accuracy = log.results.scores[0].metrics["accuracy"].value if log.status == "success" and log.results else 0
sys.exit(0 if accuracy == 1 else 1)
