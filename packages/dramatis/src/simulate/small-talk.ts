/** How a user opens. */
export const GREETINGS: readonly string[] = [
  "Hi there! How are you doing today?",
  "Hello! It is nice to meet you. How is your day going?",
  "Hey! How are you?",
  "Good evening! How was your day?",
];

/** What can be said to any answer. */
export const FOLLOW_UPS: readonly string[] = [
  "Could you tell me more about that?",
  "Why is that?",
  "How did that come about?",
  "How do you feel about that?",
  "Really? What is that like?",
];

/** What can be said at any time. */
export const SMALL_TALK: readonly string[] = [
  "The weather has been strange lately, has it not?",
  "I see. What are you up to this weekend?",
  "I have had a long week. How was yours?",
  "That is interesting. What else is new?",
  "I am just having a cup of tea. What did you do this morning?",
  "Sounds good. Do you have plans for tonight?",
];
