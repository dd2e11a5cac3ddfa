/** The form of a stage or an event, with what is wrong beside each field. */

import { entryLimits } from '../../../calendar/check.js';
import { entryKinds, stages } from '../../../calendar/entry.js';
import type { locales } from '../../../text/texts.js';
import type { ConsoleParts } from '../context.js';
import { Field, ProblemList } from '../field.js';
import { PlaceFields } from '../place-field.js';
import type { EntryForm, EntryRead, FormProblem } from './form.js';
import type { CalendarWords } from './words.js';

export interface FormProps {
  readonly parts: ConsoleParts;
  readonly words: CalendarWords;
  readonly form: EntryForm;
  /** Null before it was sent. */
  readonly read: EntryRead | null;
  readonly revision: number;
  /** Where it is sent to, and where one goes who lets it be. */
  readonly action: string;
  readonly back: string;
}

const limitsOf: Partial<Record<FormProblem, { max: number }>> = {
  'title-long': { max: entryLimits.title },
  'venue-long': { max: entryLimits.venue },
  'organiser-long': { max: entryLimits.organiser },
  'take-part-long': { max: entryLimits.takePart },
  'link-long': { max: entryLimits.link },
  'minutes-long': { max: entryLimits.minutes },
  'reminders-wrong': { max: entryLimits.reminderDays },
  'reminders-many': { max: entryLimits.reminders },
};

export const FormView = (props: FormProps) => {
  const { parts, words, form, read, revision } = props;
  const { say } = words;
  const told = (read?.told ?? []).map(({ code, field }) => ({
    field,
    text: say(`calendar.problem.${code}`, limitsOf[code] ?? {}),
  }));
  const place = read?.place ?? { place: null };
  const placeTold =
    'problem' in place
      ? [{ field: 'within', text: say(place.problem, { options: optionsOf(place.options) }) }]
      : [];
  const wrong = (field: string) => told.filter((one) => one.field === field).map(({ text }) => text);
  const shared = { say, form, wrong };
  return (
    <>
      <ProblemList title={say('problem.title')} problems={[...told, ...placeTold]} />
      <form class="card" method="post" action={props.action} data-keep>
        <input type="hidden" name="revision" value={String(revision)} />
        <What {...shared} />
        <When {...shared} />
        <PlaceFields parts={parts} typed={form} found={place} />
        <Where {...shared} />
        <TakePart {...shared} />
        <More {...shared} />
        <p class="actions">
          <button type="submit">{say('calendar.save')}</button>
          <a href={props.back}>{say('calendar.leave')}</a>
        </p>
        <p class="soft">{say('calendar.saveHint')}</p>
      </form>
    </>
  );
};

const optionsOf = (options: readonly { readonly name: string }[]): string =>
  options.map(({ name }) => name).join(' · ');

interface PartProps {
  readonly say: CalendarWords['say'];
  readonly form: EntryForm;
  readonly wrong: (field: string) => readonly string[];
}

const What = ({ say, form, wrong }: PartProps) => (
  <fieldset class="pair">
    <legend>{say('calendar.form.what')}</legend>
    <div>
      <label for="kind">{say('calendar.field.kind')}</label>
      <select id="kind" name="kind">
        {entryKinds.map((kind) => (
          <option value={kind} selected={kind === form.kind}>
            {say(`calendar.kind.${kind}`)}
          </option>
        ))}
      </select>
    </div>
    <div>
      <label for="stage">{say('calendar.field.stage')}</label>
      <select id="stage" name="stage" aria-describedby="stage-hint">
        {stages.map((stage) => (
          <option value={stage} selected={stage === form.stage}>
            {say(`calendar.stage.${stage}`)}
          </option>
        ))}
      </select>
      <p class="soft" id="stage-hint">
        {say('calendar.form.stageHint')}
      </p>
    </div>
    <InLanguages say={say} name="title" texts={form.title} wrong={wrong} />
  </fieldset>
);

interface LanguagesProps extends Pick<PartProps, 'say' | 'wrong'> {
  readonly name: 'title' | 'takePart';
  readonly texts: EntryForm['title'];
  readonly hint?: string;
  readonly long?: boolean;
}
/** Spanish and English at hand, the others folded away unless something stands there. */
const InLanguages = ({ say, name, texts, wrong, hint, long = false }: LanguagesProps) => {
  const field = (locale: (typeof locales)[number]) => (
    <Field
      name={`${name}-${locale}`}
      label={`${say(`calendar.field.${name}`)} · ${say(`language.${locale}`)}`}
      value={texts[locale] ?? ''}
      wrong={wrong(`${name}-${locale}`)}
      lang={locale}
      long={long}
      {...(locale === 'es' ? { required: name === 'title', ...(hint ? { hint } : {}) } : {})}
    />
  );
  const others = ['qu', 'ay'] as const;
  return (
    <>
      {field('es')}
      {field('en')}
      <details class="whole" open={others.some((locale) => (texts[locale] ?? '') !== '')}>
        <summary>{say('calendar.form.moreLanguages')}</summary>
        <div class="pair">{others.map(field)}</div>
      </details>
    </>
  );
};

const When = ({ say, form, wrong }: PartProps) => (
  <fieldset class="pair">
    <legend>{say('calendar.form.when')}</legend>
    <Field
      name="startsAt"
      type="datetime-local"
      label={say('calendar.field.startsAt')}
      hint={say('calendar.form.zone')}
      value={form.startsAt}
      wrong={wrong('startsAt')}
      required
    />
    <Field
      name="endsAt"
      type="datetime-local"
      label={say('calendar.field.endsAt')}
      hint={say('calendar.form.endHint')}
      value={form.endsAt}
      wrong={wrong('endsAt')}
    />
  </fieldset>
);

const Where = ({ say, form, wrong }: PartProps) => (
  <fieldset class="pair">
    <legend>{say('calendar.form.where')}</legend>
    <label class="check whole">
      <input type="checkbox" name="online" checked={form.online} />
      {say('calendar.form.online')}
    </label>
    <Field
      name="venue"
      label={say('calendar.field.venue')}
      hint={say('calendar.form.venueHint')}
      value={form.venue}
      wrong={wrong('venue')}
    />
    <Field
      name="link"
      label={say('calendar.field.link')}
      hint={say('calendar.form.linkHint')}
      value={form.link}
      wrong={wrong('link')}
    />
  </fieldset>
);

const TakePart = ({ say, form, wrong }: PartProps) => (
  <fieldset class="pair">
    <legend>{say('calendar.form.takePart')}</legend>
    <InLanguages
      say={say}
      name="takePart"
      texts={form.takePart}
      wrong={wrong}
      hint={say('calendar.form.takePartHint')}
      long
    />
  </fieldset>
);

const More = ({ say, form, wrong }: PartProps) => (
  <fieldset class="pair">
    <legend>{say('calendar.form.more')}</legend>
    <Field
      name="organiser"
      label={say('calendar.field.organiser')}
      value={form.organiser}
      wrong={wrong('organiser')}
    />
    <Field
      name="reminders"
      label={say('calendar.field.reminders')}
      hint={say('calendar.form.remindersHint')}
      value={form.reminders}
      wrong={wrong('reminders')}
    />
    <div class="whole">
      <Field
        name="minutes"
        label={say('calendar.field.minutes')}
        hint={say('calendar.form.minutesHint')}
        value={form.minutes}
        wrong={wrong('minutes')}
      />
    </div>
  </fieldset>
);
