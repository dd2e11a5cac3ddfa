/** The words of our templates, from `locales/LANGUAGE/templates.json`. */
import { templateLanguage } from '../talk/window.js';
import { locales, readTexts } from '../text/texts.js';
import type { Design, TemplateCategory } from './designs.js';

/** One template in one language. */
export interface Wording {
  /** With `{{1}}`, `{{2}}` …, as Meta writes placeholders. */
  readonly body: string;
  /** Who writes and how to stop; the same under every template of a language. */
  readonly footer: string;
  readonly buttons: readonly string[];
  /** What stands for each placeholder while Meta reviews it. */
  readonly samples: readonly string[];
}

export interface LocalTemplate extends Wording {
  readonly name: string;
  /** Meta's code. */
  readonly language: string;
  readonly category: TemplateCategory;
}

export type Words = Readonly<Record<string, string>>;
/** By locale. */
export type TemplateTexts = Readonly<Record<string, Words>>;

export const readTemplateTexts = (): TemplateTexts => readTexts('templates');

function numbered(words: Words, prefix: string): string[] {
  const found: string[] = [];
  for (let place = 1; ; place += 1) {
    const text = words[`${prefix}.${place}`];
    if (text === undefined) return found;
    found.push(text);
  }
}

/** Undefined where the language has no body for it. */
export function wordingOf(words: Words | undefined, name: string): Wording | undefined {
  const body = words?.[`${name}.body`];
  if (words === undefined || body === undefined) return undefined;
  return {
    body,
    footer: words.footer ?? '',
    buttons: numbered(words, `${name}.button`),
    samples: numbered(words, `${name}.sample`),
  };
}

/** What is pushed: every design in every language that has words, Spanish first. */
export function localTemplates(designs: readonly Design[], texts: TemplateTexts): LocalTemplate[] {
  return designs.flatMap(({ name, category }) =>
    locales.flatMap((locale) => {
      const wording = wordingOf(texts[locale], name);
      return wording ? [{ name, category, language: templateLanguage(locale), ...wording }] : [];
    }),
  );
}
