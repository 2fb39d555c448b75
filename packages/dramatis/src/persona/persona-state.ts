/** How a persona is right now. It changes by the turn and is no part of the persona or its version. */
export interface PersonaState {
  emotion?: { label: string };
  /** What is seen, heard, smelt: whole sentences. */
  senses?: Partial<Record<"vision" | "hearing" | "smell" | "taste" | "touch", string>>;
  interlocutor?: { name: string; relation?: string };
  position?: string;
}
