/** Writing down one proposal: the notice to read aloud first, then what was said. */
import { assistedLength, type FieldWrong } from '../../../assisted/proposal.js';
import type { StaffCycle } from '../../../store/store.js';
import { locales, pick } from '../../../text/texts.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import { Field, ProblemList, Tick } from '../field.js';
import { sayIn } from '../say.js';
import type { AssistedForm, EventOption } from './form.js';
import { AssistedTabs, assistedPath, EventSelect, wrongText } from './parts.js';

interface EntryProps {
  readonly parts: ConsoleParts;
  readonly cycle: StaffCycle;
  readonly form: AssistedForm;
  readonly wrong: readonly FieldWrong[];
  readonly events: readonly EventOption[];
}

const Choices = ({ parts, cycle, form }: EntryProps) => {
  const say = sayIn(parts);
  return (
    <div class="pair">
      <div>
        <label for="area">{say('assisted.area')}</label>
        <select id="area" name="area">
          <option value="">{say('assisted.areaLater')}</option>
          {cycle.areas.map(({ id, label }) => (
            <option value={id} selected={id === form.area}>
              {pick(label, consoleLocale)}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for="locale">{say('assisted.locale')}</label>
        <select id="locale" name="locale">
          {locales.map((locale) => (
            <option value={locale} selected={locale === form.locale}>
              {say(`language.${locale}`)}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
};

/** Nothing is kept without a yes to the first; silence is no yes to the second. */
const Consent = ({ parts, cycle, form, wrong }: EntryProps) => {
  const say = sayIn(parts);
  return (
    <fieldset class="card">
      <legend>{say('assisted.consentTitle')}</legend>
      <p class="kept">
        {say('assisted.notice', { forum: pick(cycle.forum, consoleLocale), contact: cycle.dataContact })}
      </p>
      <Tick
        name="consent"
        label={say('assisted.consent')}
        value={say('assisted.word.yesValue')}
        checked={form.consent !== ''}
        wrong={wrong.filter(({ field }) => field === 'consent').map((one) => wrongText(parts, one))}
      />
      <label for="publish">{say('assisted.publish')}</label>
      <select id="publish" name="publish">
        <option value="no" selected={form.publish !== 'si'}>
          {say('assisted.publishNo')}
        </option>
        <option value="si" selected={form.publish === 'si'}>
          {say('assisted.publishWithout')}
        </option>
      </select>
    </fieldset>
  );
};

export const EntryView = (props: EntryProps) => {
  const { parts, form, wrong, events } = props;
  const say = sayIn(parts);
  const of = (field: FieldWrong['field']) =>
    wrong.filter((one) => one.field === field).map((one) => wrongText(parts, one));
  return (
    <>
      <h1>{say('assisted.title')}</h1>
      <AssistedTabs parts={parts} here="one" />
      <p class="soft">{say('assisted.lead')}</p>
      <ProblemList
        title={say('problem.title')}
        problems={wrong.map((one) => ({ field: one.field, text: wrongText(parts, one) }))}
      />
      <form method="post" action={assistedPath} class="entry">
        <input type="hidden" name="cycle" value={props.cycle.id} />
        <EventSelect parts={parts} events={events} value={form.event} />
        <Consent {...props} />
        <Field
          name="text"
          label={say('assisted.text')}
          hint={say('assisted.textHint', assistedLength)}
          value={form.text}
          wrong={of('text')}
          long
          required
          lang={form.locale}
        />
        <Choices {...props} />
        <Field
          name="place"
          label={say('assisted.place')}
          hint={say('assisted.placeHint')}
          value={form.place}
          wrong={of('place')}
        />
        <Field
          name="code"
          label={say('assisted.code')}
          hint={say('assisted.codeHint')}
          value={form.code}
          wrong={of('code')}
        />
        <button type="submit">{say('assisted.save')}</button>
      </form>
    </>
  );
};
