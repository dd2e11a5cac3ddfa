/** Recognises the sentence a partner's link writes for people: "Hola, vengo de RADIO-YARAVI". Pure. */
import { bare } from '../flow/words.js';

/**
 * A hyphen inside, so that "Hola, vengo de Cusco" stays what a person said.
 * What no partner carries is not kept at all: that is asked in the write itself.
 */
const code = /^[a-z0-9_]+(?:-[a-z0-9_]+)+$/;
const maxCode = 40;
/** The longest sentence with the longest code. */
const maxTyped = 120;
const placeholder = '{{code}}';

/**
 * @param sentences of all languages, each with `{{code}}` where the code stands.
 * @returns reads a whole message: the partner's code in capitals, or undefined when it is anything else.
 */
export function createReadSource(sentences: readonly string[]): (typed: string) => string | undefined {
  const frames = [...new Set(sentences)].map((sentence) => {
    const [before = '', after = ''] = sentence.split(placeholder);
    return { before: loosen(before), after: loosen(after) };
  });
  return (typed) => {
    if (typed.length > maxTyped) return undefined;
    const text = loosen(bare(typed));
    for (const { before, after } of frames) {
      if (!text.startsWith(before) || !text.endsWith(after)) continue;
      const found = text.slice(before.length, text.length - after.length).trim();
      if (found.length <= maxCode && code.test(found)) return found.toUpperCase();
    }
    return undefined;
  };
}

/** As it may be typed again by hand: no accents, capitals, commas or doubled spaces. */
const loosen = (text: string): string =>
  bare(text)
    .replace(/[^\p{L}\p{N}_\- ]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
