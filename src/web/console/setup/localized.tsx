/** A text in the languages of the house: Spanish in sight, the others behind a fold. */
import type { Localized } from '../../../calendar/entry.js';
import { codePoints } from '../../../talk/limits.js';
import { locales } from '../../../text/texts.js';
import type { ConsoleParts } from '../context.js';
import { Field, type FieldProblem } from '../field.js';
import { sayIn } from '../say.js';
import { type Typed, textOf } from './part.js';

const idOf = (name: string, locale: string): string => `${name}.${locale}`;

/** Only what somebody wrote. */
export const readLocalized = (body: Typed, name: string): Localized =>
  Object.fromEntries(
    locales.flatMap((locale) => {
      const text = textOf(body, idOf(name, locale));
      return text === '' ? [] : [[locale, text]];
    }),
  );

interface Limits {
  readonly label: string;
  /** Code points. */
  readonly max: number;
}
/** Spanish must be there; nothing may be too long. */
export function localizedProblems(
  parts: ConsoleParts,
  name: string,
  value: Localized,
  { label, max }: Limits,
): FieldProblem[] {
  const say = sayIn(parts);
  const missing =
    value.es === undefined ? [{ field: idOf(name, 'es'), text: say('setup.problem.empty', { label }) }] : [];
  const long = Object.entries(value)
    .filter(([, text]) => codePoints(text) > max)
    .map(([locale, text]) => ({
      field: idOf(name, locale),
      text: say('setup.problem.long', { label, max, length: codePoints(text) }),
    }));
  return [...missing, ...long];
}

interface LocalizedFieldsProps {
  readonly parts: ConsoleParts;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: Localized;
  readonly problems: readonly FieldProblem[];
  readonly long?: boolean;
}
export const LocalizedFields = (props: LocalizedFieldsProps) => {
  const { parts, name, label, hint, value, problems, long = false } = props;
  const say = sayIn(parts);
  const wrongOf = (field: string) => problems.filter((one) => one.field === field).map((one) => one.text);
  const others = locales.filter((locale) => locale !== 'es');
  // What is wrong there must be in sight.
  const open = others.some((locale) => wrongOf(idOf(name, locale)).length > 0);
  const written = others.filter((locale) => value[locale] !== undefined);
  return (
    <div class="localized">
      <Field
        name={idOf(name, 'es')}
        label={label}
        value={value.es ?? ''}
        wrong={wrongOf(idOf(name, 'es'))}
        long={long}
        lang="es"
        required
        {...(hint ? { hint } : {})}
      />
      <details {...(open ? { open: true } : {})}>
        <summary>
          {say('setup.otherLanguages')}
          {written.length > 0 ? (
            <span class="soft">: {written.map((locale) => say(`setup.language.${locale}`)).join(', ')}</span>
          ) : null}
        </summary>
        {others.map((locale) => (
          <Field
            name={idOf(name, locale)}
            label={`${label}: ${say(`setup.language.${locale}`)}`}
            value={value[locale] ?? ''}
            wrong={wrongOf(idOf(name, locale))}
            long={long}
            lang={locale}
          />
        ))}
      </details>
    </div>
  );
};
