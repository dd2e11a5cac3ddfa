/** The simulator's texts in one language. */
import type texts from '../../../locales/es/simulator.json';
import { createSay, readTexts } from '../../text/texts.js';

export type WordKey = Extract<keyof typeof texts, string>;

export interface Words {
  readonly say: (key: WordKey) => string;
  /** All of them, for the script of the page. */
  readonly all: Readonly<Record<string, string>>;
}

/** @returns the words of a language; Spanish stands in where it has none. */
export function createWords(): (locale: string) => Words {
  const say = createSay<WordKey>('simulator');
  const texts = readTexts('simulator');
  return (locale) => ({
    say: (key) => say(locale, key),
    all: { ...texts.es, ...texts[locale] },
  });
}
