/** One entry: how it stands, what can be done with it, every version of it, and who was told. */

import { type EntryField, isOver } from '../../../calendar/diff.js';
import type { Entry, EntryContent, EntryVersion, EventReply } from '../../../calendar/entry.js';
import { eventReplies } from '../../../calendar/entry.js';
import { may } from '../../../people/permissions.js';
import type { ConsoleParts, SignedIn } from '../context.js';
import { Field, ProblemList } from '../field.js';
import { Changes } from './changes.js';
import { hintsOf, lacksMinutes } from './hints.js';
import { HintLine, StateChip } from './list-view.js';
import type { Told } from './told.js';
import { Versions } from './versions-view.js';
import { type CalendarWords, hrefOf, root } from './words.js';

export interface EntryProps {
  readonly parts: ConsoleParts;
  readonly words: CalendarWords;
  readonly member: SignedIn;
  readonly entry: Entry;
  readonly versions: readonly EntryVersion[];
  readonly told: readonly Told[];
  readonly replies: Readonly<Record<EventReply, number>>;
  /** Names of staff by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly minutes: { readonly typed: string; readonly wrong: readonly string[] };
}

const shown: readonly EntryField[] = ['link', 'organiser', 'takePart', 'reminders', 'minutes'];

const isFilled = (content: EntryContent, name: EntryField): boolean => {
  const value = content[name];
  return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);
};

export const Facts = ({ words, content }: { words: CalendarWords; content: EntryContent }) => {
  const { say, when, where, field, inWords } = words;
  const isStage = content.kind === 'stage';
  return (
    <dl class="facts">
      <dt>{field('kind')}</dt>
      <dd>
        {inWords(content, 'kind')} · {inWords(content, 'stage')}
      </dd>
      <dt>{say('calendar.form.when')}</dt>
      <dd>{when(content)}</dd>
      {isStage ? null : (
        <>
          <dt>{say('calendar.form.where')}</dt>
          <dd>{where(content)}</dd>
        </>
      )}
      <dt>{field('place')}</dt>
      <dd>{inWords(content, 'place')}</dd>
      {shown
        .filter((name) => isFilled(content, name) && !(isStage && name === 'reminders'))
        .map((name) => (
          <>
            <dt>{field(name)}</dt>
            <dd class="kept">{inWords(content, name)}</dd>
          </>
        ))}
    </dl>
  );
};

const Actions = ({ words, entry, member, parts }: EntryProps) => {
  const { say } = words;
  const { id, draft, state, content } = entry;
  const over = content !== null && isOver(content, parts.deps.now());
  const announce =
    may(member.role, 'broadcasts.edit') && state === 'published' && content?.kind !== 'stage' && !over;
  /** What was said at it may be written down during it or long after. */
  const said = may(member.role, 'proposals.assist') && state === 'published' && content?.kind !== 'stage';
  return (
    <div class="actions">
      {may(member.role, 'calendar.edit') ? (
        <>
          {draft ? (
            <a class="button" href={hrefOf(id, 'publicar')}>
              {say('calendar.toPublish')}
            </a>
          ) : null}
          <a class={draft ? 'button quiet' : 'button'} href={hrefOf(id, 'editar')}>
            {say('calendar.edit')}
          </a>
          {draft ? (
            <form method="post" action={hrefOf(id, 'descartar')}>
              <input type="hidden" name="revision" value={String(entry.revision)} />
              <button class="link" type="submit">
                {say(entry.version === 0 ? 'calendar.discardEntry' : 'calendar.discard')}
              </button>
            </form>
          ) : null}
          {state === 'published' && !over ? (
            <a href={hrefOf(id, 'cancelar')}>{say('calendar.toCancel')}</a>
          ) : null}
        </>
      ) : null}
      {announce ? <a href={`/panel/avisos/nuevo?evento=${id}`}>{say('calendar.announce')}</a> : null}
      {said ? <a href={`/panel/anotar?event=${id}`}>{say('assisted.fromEvent')}</a> : null}
      {entry.version > 0 ? <a href={`/calendario/${id}`}>{say('calendar.publicPage')}</a> : null}
    </div>
  );
};

const Minutes = ({ words, entry, member, parts, minutes }: EntryProps) => {
  const { say } = words;
  const missing = lacksMinutes(entry.state, entry.content, parts.deps.now());
  if (!missing || !may(member.role, 'calendar.edit')) return null;
  if (entry.draft) return <p class="said wrong">{say('calendar.minutesDraft')}</p>;
  return (
    <section class="card" aria-labelledby="minutes-title">
      <h2 id="minutes-title">{say('calendar.addMinutes')}</h2>
      <ProblemList
        title={say('problem.title')}
        problems={minutes.wrong.map((text) => ({ field: 'minutes', text }))}
      />
      <p>{say('calendar.addMinutesLead')}</p>
      <form method="post" action={hrefOf(entry.id, 'actas')} data-keep>
        <input type="hidden" name="revision" value={String(entry.revision)} />
        <Field
          name="minutes"
          label={say('calendar.field.minutes')}
          hint={say('calendar.form.minutesHint')}
          value={minutes.typed}
          wrong={minutes.wrong}
          required
        />
        <p>
          <button type="submit">{say('calendar.publishMinutes')}</button>
        </p>
      </form>
    </section>
  );
};

const Replies = ({ words, replies }: Pick<EntryProps, 'words' | 'replies'>) => (
  <section aria-labelledby="replies-title">
    <h2 id="replies-title">{words.say('calendar.replies')}</h2>
    <dl class="facts">
      {eventReplies.map((reply) => (
        <>
          <dt>{words.say(`calendar.reply.${reply}`)}</dt>
          <dd>{replies[reply]}</dd>
        </>
      ))}
    </dl>
  </section>
);

export const EntryView = (props: EntryProps) => {
  const { words, entry, parts, replies } = props;
  const { say } = words;
  const { draft, content } = entry;
  const now = draft ?? content;
  if (!now) return null;
  const answered = eventReplies.some((reply) => replies[reply] > 0);
  return (
    <>
      <p>
        <a href={root}>{say('calendar.back')}</a>
      </p>
      <h1>{words.title(now)}</h1>
      <p>
        <StateChip words={words} entry={entry} />
      </p>
      {hintsOf(entry, parts.deps.now(), parts.deps.timezone).map((hint) => (
        <HintLine words={words} hint={hint} />
      ))}
      <Actions {...props} />
      <Facts words={words} content={now} />
      {draft && content ? (
        <Changes
          words={words}
          before={content}
          after={draft}
          caption={say('calendar.unpublished')}
          heads={[say('calendar.published'), say('calendar.draft')]}
        />
      ) : null}
      <Minutes {...props} />
      {answered ? <Replies words={words} replies={replies} /> : null}
      <Versions {...props} />
    </>
  );
};
