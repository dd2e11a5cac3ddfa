/** How easy the Spanish reason is to read, and what would make it easier: a hint beside the words, never a refusal. */
import { readability } from '../../../answers/readability.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';

interface ReadableProps {
  readonly parts: ConsoleParts;
  /** What the author reads of ours: the reason, then their own line. */
  readonly text: string;
}
export const Readable = ({ parts, text }: ReadableProps) => {
  const say = sayIn(parts);
  const { level, hints } = readability(text);
  const worth = hints.filter(({ kind }) => kind !== 'hard-text');
  if (level === null && worth.length === 0) return null;
  return (
    <aside class="readable" aria-label={say('answers.readable')}>
      {level === null ? null : <p data-level={level}>{say(`answers.readable.${level}`)}</p>}
      {worth.length === 0 ? null : (
        <ul>
          {worth.map((hint) => {
            if (hint.kind === 'long-sentence')
              return <li>{say('answers.readable.sentence', { begins: hint.begins, words: hint.words })}</li>;
            if (hint.kind === 'hard-word' && hint.plain !== '')
              return <li>{say('answers.readable.word', { word: hint.word, plain: hint.plain })}</li>;
            return hint.kind === 'hard-word' ? (
              <li>{say('answers.readable.drop', { word: hint.word })}</li>
            ) : null;
          })}
        </ul>
      )}
    </aside>
  );
};

/** The Spanish words of an answer, as they are read one after the other. */
export const spanishOf = (words: {
  readonly reason: Readonly<Record<string, string>>;
  readonly personal: Readonly<Record<string, string>>;
}): string => [words.reason.es, words.personal.es].filter(Boolean).join('\n');
