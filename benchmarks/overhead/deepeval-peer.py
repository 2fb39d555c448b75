"""One-call test cases through DeepEval: python deepeval-peer.py BASE_URL COUNT CONCURRENCY FOLDER. Exits with 1 when one did not pass.

DeepEval does not call the model that is tested: its documentation has the caller fill in `actual_output`. So the calls are made
by the `openai` client, as many at once, and DeepEval checks the replies with a metric of plain code.
"""

import asyncio
import os
import sys

base_url, count, concurrency, folder = sys.argv[1:5]
os.environ.update({"DEEPEVAL_TELEMETRY_OPT_OUT": "YES", "DEEPEVAL_RESULTS_FOLDER": folder, "ERROR_REPORTING": "NO"})

from deepeval import evaluate  # noqa: E402
from deepeval.evaluate import AsyncConfig, CacheConfig, DisplayConfig  # noqa: E402
from deepeval.metrics import ExactMatchMetric  # noqa: E402
from deepeval.test_case import LLMTestCase  # noqa: E402
from openai import AsyncOpenAI  # noqa: E402


async def replies():
    client = AsyncOpenAI(base_url=base_url, api_key="sk-mock", max_retries=0)
    free = asyncio.Semaphore(int(concurrency))

    async def ask(text):
        async with free:
            messages = [{"role": "user", "content": text}]
            reply = await client.chat.completions.create(model="mock", messages=messages, temperature=0, max_tokens=64)
            return LLMTestCase(input=text, actual_output=reply.choices[0].message.content, expected_output="ok")

    return await asyncio.gather(*(ask(f"Reply to: question number {i + 1}") for i in range(int(count))))


result = evaluate(
    test_cases=asyncio.run(replies()),
    metrics=[ExactMatchMetric()],
    async_config=AsyncConfig(run_async=True, max_concurrent=int(concurrency)),
    display_config=DisplayConfig(show_indicator=False, print_results=False),
    cache_config=CacheConfig(write_cache=False),
)
sys.exit(0 if all(one.success for one in result.test_results) else 1)
