/** A question that a persona of a few lines often says nothing of, asked in two ways, and the Dialogue NLI relations that answer it. */
export interface Question {
  text: string;
  again: string;
  relations: string[];
}

export const QUESTIONS: readonly Question[] = [
  { text: "Do you have any pets?", again: "Have you got any animals at home?", relations: ["have_pet"] },
  {
    text: "What do you do for a living?",
    again: "What is your job?",
    relations: ["has_profession", "employed_by_general", "employed_by_company", "job_status", "teach", "school_status"],
  },
  {
    text: "Where do you live?",
    again: "Which place do you call home?",
    relations: ["live_in_citystatecountry", "live_in_general", "place_origin"],
  },
  { text: "What is your favorite food?", again: "What do you like to eat?", relations: ["favorite_food", "like_food"] },
  {
    text: "What kind of music do you like?",
    again: "What do you listen to?",
    relations: ["like_music", "favorite_music", "favorite_music_artist"],
  },
  { text: "Are you married?", again: "Do you have a husband or a wife?", relations: ["marital_status"] },
  { text: "Do you have any children?", again: "Do you have kids?", relations: ["have_chidren"] },
  { text: "How old are you?", again: "What is your age?", relations: ["has_age"] },
  { text: "What is your favorite color?", again: "Which color do you like best?", relations: ["favorite_color"] },
  {
    text: "What do you do for fun?",
    again: "What are your hobbies?",
    relations: ["has_hobby", "like_activity", "favorite_hobby", "like_sports", "favorite_sport", "like_read"],
  },
  { text: "What do you drive?", again: "What kind of car do you have?", relations: ["have_vehicle"] },
  { text: "Do you have brothers or sisters?", again: "Do you have siblings?", relations: ["have_sibling"] },
];
