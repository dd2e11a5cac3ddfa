/** What the author said to their answer, and opening the proposal again. */
import { z } from 'zod';
import { may } from '../../../people/permissions.js';
import type { SaidToAnswer } from '../../../store/exchange/exchange.js';
import { formatMoment } from '../../../text/dates.js';
import { consoleLocale } from '../context.js';
import { Field } from '../field.js';
import type { Panel, PanelProps } from '../proposal/panel.js';
import { Seen } from '../proposal/seen.js';
import { sayIn } from '../say.js';

const typed = z
  .object({ why: z.string().catch(''), wrong: z.string().optional() })
  .optional()
  .catch(undefined);

interface OneProps extends PanelProps {
  readonly one: SaidToAnswer;
}
const One = ({ parts, detail, one }: OneProps) => {
  const say = sayIn(parts);
  const { reply, score } = one;
  return (
    <>
      {reply ? (
        <p>
          <strong>{say(`exchange.said.${reply.kind}`)}</strong>{' '}
          <span class="soft">{formatMoment(consoleLocale, reply.at, parts.deps.timezone)}</span>
        </p>
      ) : null}
      {reply && reply.text !== '' ? (
        <blockquote class="words" lang={detail.row.locale}>
          {reply.text}
        </blockquote>
      ) : null}
      {reply?.kind === 'disagreed' && reply.text === '' ? (
        <p class="soft">{say('exchange.said.noReason')}</p>
      ) : null}
      {score === null ? null : <p>{say('exchange.said.score', { score })}</p>}
    </>
  );
};

const Reopen = (props: PanelProps) => {
  const { parts, detail, cycle } = props;
  const say = sayIn(parts);
  const begun = typed.parse(props.kept['author-said']);
  return (
    <details open={begun !== undefined}>
      <summary>{say('exchange.reopen')}</summary>
      <form method="post" action={`/panel/propuestas/${detail.row.code}/reabrir`}>
        <Seen {...props} />
        <Field
          name="reopen-why"
          label={say('exchange.reopen.why')}
          value={begun?.why ?? ''}
          hint={say('exchange.reopen.hint', { days: cycle.answerDays })}
          required
          {...(begun?.wrong ? { wrong: [begun.wrong] } : {})}
        />
        <button class="quiet" type="submit">
          {say('exchange.reopen.do')}
        </button>
      </form>
    </details>
  );
};

const render = async (props: PanelProps) => {
  const { parts, detail, member } = props;
  const said = await parts.deps.store.exchange.saidTo(detail.row.id);
  const mayReopen = may(member.role, 'proposals.answer') && detail.row.state === 'answered';
  if (said.length === 0 && !mayReopen) return null;
  const say = sayIn(parts);
  return (
    <section aria-labelledby="author-said-title" id="author-said">
      <h2 id="author-said-title">{say('exchange.said.title')}</h2>
      {said.length === 0 ? <p class="soft">{say('exchange.said.nothing')}</p> : null}
      {said.map((one) => (
        <One {...props} one={one} />
      ))}
      {mayReopen ? <Reopen {...props} /> : null}
    </section>
  );
};

export const saidPanel: Panel = {
  id: 'author-said',
  column: 'main',
  render,
  said: ['exchange.reopened'],
};
