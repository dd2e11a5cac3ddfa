/** What a conversation remembers: plain data, stored as JSON. */
export type AnswerValue =
  | string
  | number
  | boolean
  | null
  | readonly AnswerValue[]
  | { readonly [key: string]: AnswerValue };
export type Answers = Readonly<Record<string, AnswerValue>>;
