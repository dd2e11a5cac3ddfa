/** Before a publication: what changes, how the two-week rule stands, and who may go on although it is too late. */
import type { EntryProblem, EntryWarning, Found } from '../../../calendar/check.js';
import type { Entry } from '../../../calendar/entry.js';
import type { Lead } from '../../../calendar/rule.js';
import { Field, type FieldProblem, ProblemList } from '../field.js';
import type { WillBeTold } from './audience.js';
import { Changes } from './changes.js';
import { Facts } from './entry-view.js';
import { type CalendarWords, hrefOf } from './words.js';

export interface PublishForm {
  readonly officialUrl: string;
  readonly reason: string;
}

export interface PublishProps {
  readonly words: CalendarWords;
  readonly entry: Entry;
  readonly lead: Lead | null;
  /** First day on which it could start if it were published now, UTC ms. */
  readonly earliest: number;
  readonly mayOverride: boolean;
  readonly form: PublishForm;
  readonly told: readonly FieldProblem[];
  readonly problems: readonly Found<EntryProblem>[];
  readonly warnings: readonly Found<EntryWarning>[];
  readonly willBeTold: WillBeTold | null;
}

export const reasonLength = { min: 30, max: 500 } as const;

/** The rule in words: in time, or too late with what would have been and what still can be. */
const Rule = ({ words, lead, earliest, entry, mayOverride }: PublishProps) => {
  const { say, day } = words;
  if (!lead) return null;
  const start = day(entry.draft?.startsAt ?? 0);
  const latest = day(lead.latestPublication);
  if (lead.inTime)
    return <p class="said">{say('calendar.rule.inTime', { days: lead.days, start, latest })}</p>;
  return (
    <div class="said wrong" role="alert">
      <p>
        <strong>{say('calendar.rule.tooLate')}</strong>
      </p>
      <p>{say('calendar.rule.latest', { start, latest })}</p>
      <p>{say('calendar.rule.earliest', { earliest: day(earliest) })}</p>
      <p>{say(mayOverride ? 'calendar.rule.adminMay' : 'calendar.rule.onlyAdmin')}</p>
    </div>
  );
};

/** Nobody shall wonder after the press who got a message. */
const WhoHears = ({ words, entry, willBeTold }: Pick<PublishProps, 'words' | 'entry' | 'willBeTold'>) => {
  const { say } = words;
  if (entry.version === 0) return <p>{say('calendar.publishFirst')}</p>;
  if (!willBeTold) return <p>{say('calendar.publishQuietly')}</p>;
  const { purpose, people, leftOut } = willBeTold;
  return (
    <>
      <p>{people === 0 ? say('calendar.hearNobody') : say(`calendar.hear.${purpose}`, { people })}</p>
      {leftOut > 0 ? <p class="soft">{say('calendar.hearLeftOut', { people: leftOut })}</p> : null}
    </>
  );
};

const Confirm = (props: PublishProps) => {
  const { words, entry, lead, form, told } = props;
  const { say } = words;
  const late = lead !== null && !lead.inTime;
  const wrong = (field: string) => told.filter((one) => one.field === field).map(({ text }) => text);
  return (
    <form class="card" method="post" action={hrefOf(entry.id, 'publicar')} data-keep>
      <input type="hidden" name="revision" value={String(entry.revision)} />
      <Field
        name="officialUrl"
        label={say('calendar.officialUrl')}
        hint={say('calendar.officialHint')}
        value={form.officialUrl}
        wrong={wrong('officialUrl')}
      />
      {late ? (
        <Field
          name="reason"
          label={say('calendar.reason')}
          hint={say('calendar.reasonHint', reasonLength)}
          value={form.reason}
          wrong={wrong('reason')}
          long
          required
        />
      ) : null}
      <WhoHears {...props} />
      <p class="actions">
        <button type="submit">{say(late ? 'calendar.publishLate' : 'calendar.publish')}</button>
        <a href={hrefOf(entry.id)}>{say('calendar.leave')}</a>
      </p>
    </form>
  );
};

export const PublishView = (props: PublishProps) => {
  const { words, entry, lead, mayOverride, problems, warnings, told } = props;
  const { say } = words;
  const { draft, content } = entry;
  if (!draft) return null;
  const refused = problems.length > 0 || (lead !== null && !lead.inTime && !mayOverride);
  return (
    <>
      <p>
        <a href={hrefOf(entry.id)}>{words.title(draft)}</a>
      </p>
      <h1>{say('calendar.publishTitle')}</h1>
      <ProblemList title={say('problem.title')} problems={told} />
      <Rule {...props} />
      {problems.map(({ code }) => (
        <p class="said wrong">{say(`calendar.problem.${code}`)}</p>
      ))}
      {warnings.length > 0 ? (
        <div class="said wrong">
          <strong>{say('calendar.warnings')}</strong>
          <ul>
            {warnings.map(({ code }) => (
              <li>{say(`calendar.warning.${code}`)}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {content ? (
        <Changes
          words={words}
          before={content}
          after={draft}
          caption={say('calendar.whatChanges')}
          heads={[say('calendar.published'), say('calendar.draft')]}
        />
      ) : (
        <Facts words={words} content={draft} />
      )}
      {refused ? (
        <p>
          <a class="button" href={hrefOf(entry.id, 'editar')}>
            {say('calendar.edit')}
          </a>
        </p>
      ) : (
        <Confirm {...props} />
      )}
    </>
  );
};

interface CancelProps {
  readonly words: CalendarWords;
  readonly entry: Entry;
  readonly willBeTold: WillBeTold | null;
}
export const CancelView = ({ words, entry, willBeTold }: CancelProps) => {
  const { say } = words;
  if (!entry.content) return null;
  return (
    <>
      <h1>{say('calendar.cancelTitle', { title: words.title(entry.content) })}</h1>
      <Facts words={words} content={entry.content} />
      <form class="card" method="post" action={hrefOf(entry.id, 'cancelar')}>
        <input type="hidden" name="revision" value={String(entry.revision)} />
        <WhoHears words={words} entry={entry} willBeTold={willBeTold} />
        <p>{say('calendar.cancelStays')}</p>
        {entry.draft ? <p>{say('calendar.cancelDraft')}</p> : null}
        <p class="actions">
          <button type="submit">{say('calendar.cancel')}</button>
          <a href={hrefOf(entry.id)}>{say('calendar.leaveCancel')}</a>
        </p>
      </form>
    </>
  );
};
