import type { GenerateRequest, Model } from "../../core/index.ts";
import { heeding } from "../../model/judging/testing-judges.ts";

/** What a scripted model of PersonaGym replies; what is absent it does as it is asked. */
export interface GymScript {
  id?: string;
  settings?: string[];
  /** How many questions it writes at each attempt, the last number again and again. */
  questions?: number[];
  exemplars?: boolean;
  /** The score of an answer; null writes no score at all. */
  grade?: (answer: string) => number | null;
}

interface Material {
  settings?: string[];
  questions?: { index: number }[];
  known?: { questions: { index: number }[] };
  tested?: { answers: { index: number; answer: string }[] };
}

/** A model that writes and grades PersonaGym by a script, for tests; `asked` counts its calls by what they were for. */
export function gymModel({
  id = "gym",
  settings,
  questions = [10],
  exemplars = true,
  grade = () => 4,
}: GymScript = {}): Model & { asked: Record<"settings" | "questions" | "exemplars" | "grades", number> } {
  const asked = { settings: 0, questions: 0, exemplars: 0, grades: 0 };
  const written = new Map<string, number>();
  const reply = ({ messages }: GenerateRequest): object | string => {
    const [system = "", user = "{}"] = messages.map(({ content }) => content);
    const material: Material = JSON.parse(user);
    if (material.tested) {
      asked.grades++;
      const scored = material.tested.answers.map(({ index, answer }) => ({
        index,
        reason: `heard ${answer}`,
        score: grade(answer),
      }));
      return scored.some(({ score }) => score === null) ? "I would rather not say." : { evaluations: scored };
    }
    if (system.includes("one example answer")) {
      asked.exemplars++;
      const items = material.questions?.map(({ index }) => ({
        index,
        answers: [1, 2, 3, 4, 5].map((score) => `worth ${score}`),
      }));
      return exemplars ? { items } : "No.";
    }
    if (system.includes("You write questions")) {
      asked.questions++;
      const attempt = written.get(system) ?? 0;
      written.set(system, attempt + 1);
      const count = questions[Math.min(attempt, questions.length - 1)] ?? 0;
      return { questions: Array.from({ length: count }, (_, i) => `Question ${i + 1} in ${material.settings?.[0]}?`) };
    }
    asked.settings++;
    return { settings: settings ?? material.settings?.slice(0, 2) };
  };
  return heeding({
    id,
    asked,
    generate: async (request, signal) => {
      signal?.throwIfAborted();
      const said = reply(request);
      const text = typeof said === "string" ? said : JSON.stringify(said);
      return { text, finish: "stop", usage: { inputTokens: 10, outputTokens: 2 } };
    },
  });
}
