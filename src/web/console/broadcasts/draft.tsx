/** The form of a draft: words in each language, who should get them, and when. Works without scripts. */
import type { BroadcastPurpose } from '../../../broadcasts/broadcast.js';
import type { ChannelName } from '../../../talk/message.js';
import { locales } from '../../../text/texts.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import { type DraftForm, type FormProblem, firstBatchMax, titleMax } from './form.js';

export interface Option {
  readonly value: string;
  readonly label: string;
}

export interface DraftProps {
  readonly parts: ConsoleParts;
  /** Where the form goes. */
  readonly action: string;
  readonly form: DraftForm;
  readonly problems: readonly FormProblem[];
  readonly purpose: BroadcastPurpose;
  /** Of an announcement: the published event, as staff know it. */
  readonly event: { readonly id: string; readonly title: string; readonly when: string } | null;
  readonly departments: readonly Option[];
  readonly areas: readonly Option[];
  readonly channels: readonly Option[];
  /** Characters each channel has left for the words, by locale. */
  readonly room: (locale: string) => readonly { readonly channel: ChannelName; readonly room: number }[];
}

interface ChecksProps {
  readonly name: string;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
}
const Checks = ({ name, options, chosen }: ChecksProps) => (
  <div class="ticks">
    {options.map(({ value, label }) => (
      <label class="check">
        <input type="checkbox" name={name} value={value} checked={chosen.includes(value)} /> {label}
      </label>
    ))}
  </div>
);

const Texts = ({ parts, form, purpose, room }: DraftProps) => {
  const say = sayIn(parts);
  const isNotice = purpose === 'notice';
  return (
    <fieldset>
      <legend>{say(isNotice ? 'broadcasts.draft.texts' : 'broadcasts.draft.above')}</legend>
      <p class="soft">{say(isNotice ? 'broadcasts.draft.textsHint' : 'broadcasts.draft.aboveHint')}</p>
      {locales.map((locale) => (
        <div>
          <label for={`text-${locale}`}>{say(`language.${locale}`)}</label>
          <textarea
            id={`text-${locale}`}
            name={`text.${locale}`}
            lang={locale}
            class={isNotice ? '' : 'short'}
            data-room={JSON.stringify(
              room(locale).map(({ channel, room: left }) => [say(`broadcasts.channel.${channel}`), left]),
            )}
            data-count={say('broadcasts.draft.count')}
            aria-describedby={`room-${locale}`}
          >
            {form.texts[locale] ?? ''}
          </textarea>
          <p class="soft counter" id={`room-${locale}`}>
            {room(locale)
              .map(({ channel, room: left }) =>
                say('broadcasts.draft.room', { channel: say(`broadcasts.channel.${channel}`), count: left }),
              )
              .join(' · ')}
          </p>
        </div>
      ))}
    </fieldset>
  );
};

const Audience = ({ parts, form, departments, areas, channels }: DraftProps) => {
  const say = sayIn(parts);
  const languages = locales.map((value) => ({ value, label: say(`language.${value}`) }));
  return (
    <>
      <fieldset id="regiones">
        <legend>{say('broadcasts.draft.regions')}</legend>
        <p class="soft">{say('broadcasts.draft.regionsHint')}</p>
        <Checks name="region" options={departments} chosen={form.regions} />
      </fieldset>
      <fieldset id="temas">
        <legend>{say('broadcasts.draft.areas')}</legend>
        <p class="soft">{say('broadcasts.draft.areasHint')}</p>
        <Checks name="area" options={areas} chosen={form.areas} />
      </fieldset>
      <fieldset id="idiomas">
        <legend>{say('broadcasts.draft.languages')}</legend>
        <p class="soft">{say('broadcasts.draft.languagesHint')}</p>
        <Checks name="locale" options={languages} chosen={form.locales} />
      </fieldset>
      <fieldset id="canales">
        <legend>{say('broadcasts.draft.channels')}</legend>
        <Checks name="channel" options={channels} chosen={form.channels} />
      </fieldset>
    </>
  );
};

export const DraftFormView = (props: DraftProps) => {
  const { parts, action, form, problems, event } = props;
  const say = sayIn(parts);
  const limits = { title: titleMax, batch: firstBatchMax };
  return (
    <form class="draft" method="post" action={action} data-keep>
      {problems.length > 0 ? (
        <div class="said wrong" role="alert">
          <strong>{say('broadcasts.draft.problem')}</strong>
          <ul>
            {problems.map((problem) => (
              <li>
                <a href={`#${fieldOf[problem]}`}>{say(`broadcasts.draft.problem.${problem}`, limits)}</a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <input type="hidden" name="revision" value={String(form.revision)} />
      {event ? (
        <p class="card">
          <strong>{event.title}</strong>
          <br />
          {event.when}
          <br />
          <span class="soft">{say('broadcasts.draft.eventHint')}</span>{' '}
          <a href={`/panel/calendario/${event.id}`}>{say('broadcasts.draft.eventLink')}</a>
          <input type="hidden" name="evento" value={event.id} />
        </p>
      ) : null}
      <label for="title">{say('broadcasts.draft.title')}</label>
      <input id="title" name="title" value={form.title} maxlength={titleMax} aria-describedby="title-hint" />
      <p class="soft" id="title-hint">
        {say('broadcasts.draft.titleHint')}
      </p>
      <Texts {...props} />
      <h2>{say('broadcasts.draft.audience')}</h2>
      <Audience {...props} />
      <h2>{say('broadcasts.draft.sending')}</h2>
      <div class="inline">
        <div>
          <label for="firstBatch">{say('broadcasts.draft.firstBatch')}</label>
          <input
            id="firstBatch"
            name="firstBatch"
            inputmode="numeric"
            value={form.firstBatch}
            aria-describedby="first-hint"
          />
        </div>
        <div>
          <label for="startsAt">{say('broadcasts.draft.startsAt')}</label>
          <input
            id="startsAt"
            name="startsAt"
            type="datetime-local"
            lang={consoleLocale}
            value={form.startsAt}
            aria-describedby="starts-hint"
          />
        </div>
      </div>
      <p class="soft" id="first-hint">
        {say('broadcasts.draft.firstBatchHint')}
      </p>
      <p class="soft" id="starts-hint">
        {say('broadcasts.draft.startsAtHint')}
      </p>
      <p>
        <button type="submit">{say('broadcasts.draft.save')}</button>
      </p>
    </form>
  );
};

const fieldOf = {
  title: 'title',
  audience: 'regiones',
  locales: 'idiomas',
  channels: 'canales',
  'first-batch': 'firstBatch',
  'starts-at': 'startsAt',
} as const satisfies Record<FormProblem, string>;
