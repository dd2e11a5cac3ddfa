/** The cycle as it stands: each stage with its dates and its events, and what is waiting to be done. */
import { type Entry, type StageId, stages } from '../../../calendar/entry.js';
import { may } from '../../../people/permissions.js';
import type { ConsoleParts, SignedIn } from '../context.js';
import { type Hint, hintsOf } from './hints.js';
import { type CalendarWords, hrefOf, root } from './words.js';

export interface ListProps {
  readonly parts: ConsoleParts;
  readonly words: CalendarWords;
  readonly member: SignedIn;
  readonly plan: string;
  readonly entries: readonly Entry[];
  /** People reached, by entry. */
  readonly reached: ReadonlyMap<string, number>;
}

const chips = { draft: 'chip', published: 'chip leaf', cancelled: 'chip sun' } as const;

export const StateChip = ({ words, entry }: { words: CalendarWords; entry: Entry }) => (
  <span class={chips[entry.state]}>{words.state(entry)}</span>
);

export const HintLine = ({ words, hint }: { words: CalendarWords; hint: Hint }) => (
  <p class={hint.kind === 'publish-by' ? 'hint' : 'hint late'}>
    {words.say(`calendar.hint.${hint.kind}`, 'at' in hint ? { date: words.day(hint.at) } : {})}
  </p>
);

const Hints = ({ words, parts, entry }: Pick<ListProps, 'words' | 'parts'> & { entry: Entry }) => (
  <>
    {hintsOf(entry, parts.deps.now(), parts.deps.timezone).map((hint) => (
      <HintLine words={words} hint={hint} />
    ))}
  </>
);

/** Dates of the stage itself: the heading above says which. */
const StageDates = ({ entry, ...props }: ListProps & { entry: Entry }) => {
  const { words } = props;
  const content = entry.draft ?? entry.content;
  if (!content) return null;
  return (
    <>
      <p>
        <a href={hrefOf(entry.id)}>{words.when(content)}</a> <StateChip words={words} entry={entry} />
      </p>
      <Hints {...props} entry={entry} />
    </>
  );
};

const Item = ({ entry, ...props }: ListProps & { entry: Entry }) => {
  const { words, reached } = props;
  const content = entry.draft ?? entry.content;
  if (!content) return null;
  const people = reached.get(entry.id) ?? 0;
  return (
    <li>
      <p>
        <a href={hrefOf(entry.id)}>
          <strong>{words.title(content)}</strong>
        </a>{' '}
        <StateChip words={words} entry={entry} />
      </p>
      <p class="meta">
        <span>{words.say(`calendar.kind.${content.kind}`)}</span>
        <span>{words.when(content)}</span>
        <span>{words.where(content)}</span>
        {people > 0 ? <span>{words.say('calendar.reached', { people })}</span> : null}
      </p>
      <Hints {...props} entry={entry} />
    </li>
  );
};

const StageSection = ({ stage, ...props }: ListProps & { stage: StageId }) => {
  const { words, entries, member } = props;
  const { say } = words;
  const own = entries.filter((entry) => (entry.draft ?? entry.content)?.stage === stage);
  const isStage = ({ draft, content }: Entry) => (draft ?? content)?.kind === 'stage';
  const dates = own.filter(isStage);
  const events = own.filter((entry) => !isStage(entry));
  const mayEdit = may(member.role, 'calendar.edit');
  return (
    <section class="stage" aria-labelledby={`stage-${stage}`}>
      <h2 id={`stage-${stage}`}>{say(`calendar.stage.${stage}`)}</h2>
      {dates.length === 0 ? <p class="soft">{say('calendar.noDates')}</p> : null}
      {dates.map((entry) => (
        <StageDates {...props} entry={entry} />
      ))}
      {events.length > 0 ? (
        <ul class="plain">
          {events.map((entry) => (
            <Item {...props} entry={entry} />
          ))}
        </ul>
      ) : null}
      {mayEdit ? (
        <p class="actions">
          <a href={`${root}/nuevo?etapa=${stage}`}>{say('calendar.newEventHere')}</a>
          {dates.length === 0 ? (
            <a href={`${root}/nuevo?etapa=${stage}&tipo=stage`}>{say('calendar.setDates')}</a>
          ) : null}
        </p>
      ) : null}
    </section>
  );
};

export const ListView = (props: ListProps) => {
  const { say } = props.words;
  return (
    <>
      <h1>{say('calendar.title')}</h1>
      <p class="lead">{say('calendar.lead', { plan: props.plan })}</p>
      <p class="actions">
        {may(props.member.role, 'calendar.edit') ? (
          <a class="button" href={`${root}/nuevo`}>
            {say('calendar.newEvent')}
          </a>
        ) : null}
        <a href="/calendario">{say('calendar.public')}</a>
      </p>
      {stages.map((stage) => (
        <StageSection {...props} stage={stage} />
      ))}
    </>
  );
};
