/** `ayni place`: finds places as people type them; `code` is null when unsure. */
import { createPlaces } from '../places/places.js';

export async function placeLines(
  lines: AsyncIterable<string>,
  print: (line: string) => void,
): Promise<number> {
  const places = createPlaces();
  for await (const typed of lines) {
    if (typed.trim() === '') continue;
    const found = places.find(typed);
    const place = found.kind === 'found' ? found.place : null;
    print(JSON.stringify({ typed, code: place?.code ?? null, name: place?.name ?? null }));
  }
  return 0;
}
