/** What forms about joint ideas carry: the proposals as they were seen, and the words of staff. */
import { z } from 'zod';
import { cleanText, several } from '../answers/read.js';

export { readIdeas, writeIdeas } from '../answers/bulk-read.js';

const text = z
  .string()
  .catch('')
  .transform((typed) => cleanText(typed).trim());
const line = z
  .string()
  .catch('')
  .transform((typed) => cleanText(typed).replace(/\s+/g, ' ').trim());
const id = z
  .string()
  .regex(/^[0-9A-Za-z-]{1,40}$/)
  .catch('');

const wordsForm = z.object({
  id,
  title: line,
  text,
  /** Proposals as the page showed them. */
  ideas: z.string().max(20_000).catch(''),
  vista: z.string().max(2000).catch(''),
});
export type JointForm = z.infer<typeof wordsForm>;
export const readForm = (given: unknown): JointForm => wordsForm.parse(given);

const rewordForm = wordsForm.extend({ seenTitle: line, seenText: text });
export const readReword = (given: unknown) => rewordForm.parse(given);

const code = /AYNI-[0-9A-Z]{4,6}/g;
const addForm = z.object({
  /** The joint idea they go into. */
  idea: id,
  /** As typed or ticked: anything with codes in it. */
  code: several.transform((typed) => [
    ...new Set(typed.flatMap((one) => one.slice(0, 20_000).toUpperCase().match(code) ?? [])),
  ]),
  ideas: z.string().max(20_000).catch(''),
});
export const readAdd = (given: unknown) => addForm.parse(given);

const removeForm = z.object({
  code: z.string().catch(''),
  revision: z.coerce.number().int().min(0).catch(0),
  /** Where it was asked: on the proposal's own page. */
  from: z.literal('proposal').optional().catch(undefined),
});
export const readRemove = (given: unknown) => removeForm.parse(given);

const dissolveForm = z.object({ expected: z.coerce.number().int().min(0).catch(-1) });
export const readDissolve = (given: unknown) => dissolveForm.parse(given);
