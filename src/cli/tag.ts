/** `ayni tag`: suggests areas for texts given as JSON lines. */
import { z } from 'zod';
import { createTagger } from '../tags/suggest.js';

const given = z.object({ id: z.union([z.string(), z.number()]), text: z.string() });

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

/** @returns 1 when a line could not be read; the others are answered all the same. */
export async function tagLines(
  lines: AsyncIterable<string>,
  print: (line: string) => void,
  complain: (line: string) => void,
): Promise<number> {
  const tagger = createTagger();
  let number = 0;
  let failed = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const read = given.safeParse(parse(line));
    if (!read.success) {
      failed = 1;
      complain(`line ${number}: needs JSON such as {"id": "1", "text": "…"}`);
      continue;
    }
    const tags = tagger.suggest(read.data.text);
    print(
      JSON.stringify({
        id: read.data.id,
        areas: tags.map((tag) => tag.area),
        why: Object.fromEntries(tags.map((tag) => [tag.area, tag.words])),
      }),
    );
  }
  return failed;
}
