/** A field in Spanish and English, with the other languages folded away unless something stands there. */
import type { Localized } from '../../../calendar/entry.js';
import { locales } from '../../../text/texts.js';
import type { ConsoleParts } from '../context.js';
import { Field } from '../field.js';
import { sayIn } from '../say.js';

interface LanguagesProps {
  readonly parts: ConsoleParts;
  readonly name: string;
  readonly label: string;
  readonly texts: Localized;
  readonly wrong: (field: string) => readonly string[];
  readonly hint?: string;
  readonly long?: boolean;
}

export const InLanguages = ({ parts, name, label, texts, wrong, hint, long = false }: LanguagesProps) => {
  const say = sayIn(parts);
  const field = (locale: (typeof locales)[number]) => (
    <Field
      name={`${name}-${locale}`}
      label={`${label} · ${say(`language.${locale}`)}`}
      value={texts[locale] ?? ''}
      wrong={wrong(`${name}-${locale}`)}
      lang={locale}
      long={long}
      required={locale === 'es'}
      {...(locale === 'es' && hint ? { hint } : {})}
    />
  );
  const others = locales.filter((locale) => locale !== 'es');
  return (
    <>
      {field('es')}
      <details open={others.some((locale) => (texts[locale] ?? '') !== '')}>
        <summary>{say('commitments.moreLanguages', { field: label })}</summary>
        {others.map(field)}
      </details>
    </>
  );
};
