/** What the bot says in the cycle's own words, beside ours, each as it will be read. */
import { readTexts } from '../../../text/texts.js';
import {
  type WordableKey,
  type Wording,
  type WordingProblem,
  wordable,
  wordingProblems,
} from '../../../text/wordable.js';
import type { ConsoleParts } from '../context.js';
import { Field } from '../field.js';
import { sayIn } from '../say.js';
import { type Part, textOf } from './part.js';
import { filledIn } from './wording-sample.js';

interface Form {
  readonly wording: Wording;
  /** Shown as people will read it, nothing kept. */
  readonly previewed: boolean;
}

const languages = ['es', 'qu', 'ay', 'en'] as const;
const ours = readTexts('citizen');
/** Our text, where the language has one of its own. */
const ourText = (key: WordableKey, locale: string): string | undefined => ours[locale]?.[key];
const fieldOf = (key: WordableKey, locale: string): string => `${key}@${locale}`;
const all = wordable.flatMap(({ key, max }) =>
  languages.flatMap((locale) => {
    const text = ourText(key, locale);
    return text === undefined ? [] : [{ key, locale, max, text }];
  }),
);

export const wordingPart = (parts: ConsoleParts): Part<Form> => {
  const say = sayIn(parts);
  const describe = (one: WordingProblem, max: number): string =>
    say(`setup.problem.wording.${one.problem}`, { what: one.what, max });
  return {
    id: 'wording',
    columns: ['wording'],
    toForm: ({ wording }) => ({ wording, previewed: false }),
    read: (body) => {
      const wording: Record<string, Record<string, string>> = {};
      for (const { key, locale, text } of all) {
        const own = textOf(body, fieldOf(key, locale));
        // Our own words typed again, or none, are ours.
        if (own === '' || own === text || textOf(body, 'ours') === fieldOf(key, locale)) continue;
        wording[key] = { ...wording[key], [locale]: own };
      }
      return { wording, previewed: false };
    },
    again: (body, form) => {
      if (textOf(body, 'step') === 'preview') return { ...form, previewed: true };
      return textOf(body, 'ours') === '' ? null : form;
    },
    check: async ({ wording }) => {
      const problems = all.flatMap(({ key, locale, max, text }) => {
        const own = wording[key]?.[locale];
        if (own === undefined) return [];
        return wordingProblems(own, text, max).map((one) => ({
          field: fieldOf(key, locale),
          text: `${say(`setup.wording.${key}`)}: ${describe(one, max)}`,
        }));
      });
      if (problems.length > 0) return { problems };
      const changed = Object.entries(wording).flatMap(([key, texts]) =>
        Object.keys(texts).map((locale) => `${key} (${locale})`),
      );
      return { to: { wording }, detail: { texts: changed.join(', ') } };
    },
    view: ({ wording, previewed }, { cycle, problems }) => (
      <div class="rows">
        {wordable.map(({ key, max }) => {
          const mine = all.filter((one) => one.key === key);
          const isOpen = mine.some(
            ({ locale }) =>
              wording[key]?.[locale] !== undefined ||
              problems.some(({ field }) => field === fieldOf(key, locale)),
          );
          return (
            <details class="card" {...(isOpen ? { open: true } : {})}>
              <summary>
                {say(`setup.wording.${key}`)}{' '}
                <span class="chip">{say(wording[key] ? 'setup.wording.own' : 'setup.wording.ours')}</span>
              </summary>
              {mine.map(({ locale, text }) => {
                const own = wording[key]?.[locale];
                const field = fieldOf(key, locale);
                return (
                  <div class="own">
                    <div>
                      <p class="soft">
                        {say('setup.wording.oursIn', { language: say(`setup.language.${locale}`) })}
                      </p>
                      <p class="message" lang={locale}>
                        {text}
                      </p>
                    </div>
                    <div>
                      <Field
                        name={field}
                        label={say('setup.wording.ownIn', { language: say(`setup.language.${locale}`) })}
                        hint={say('setup.wording.hint', { max })}
                        value={own ?? ''}
                        wrong={problems.filter((one) => one.field === field).map((one) => one.text)}
                        lang={locale}
                        long
                      />
                      {own === undefined ? null : (
                        <>
                          {previewed || problems.length === 0 ? (
                            <>
                              <p class="soft">{say('setup.wording.preview')}</p>
                              <p class="message" lang={locale}>
                                {filledIn(parts, cycle, own, locale)}
                              </p>
                            </>
                          ) : null}
                          <button class="quiet" type="submit" name="ours" value={field}>
                            {say('setup.wording.back')}{' '}
                            <span class="unseen">{say(`setup.wording.${key}`)}</span>
                          </button>
                        </>
                      )}
                    </div>
                  </div>
                );
              })}
            </details>
          );
        })}
        <button class="quiet" type="submit" name="step" value="preview">
          {say('setup.wording.see')}
        </button>
      </div>
    ),
    lines: ({ wording }) =>
      wordable.filter(({ key }) => wording[key] !== undefined).map(({ key }) => say(`setup.wording.${key}`)),
  };
};
