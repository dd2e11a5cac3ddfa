/** Asking the author, and what they reply: the conversation goes on in the console. */
import { z } from 'zod';
import { questionLength } from '../../../inbox/question.js';
import { oneOf } from '../../../one-of.js';
import { may } from '../../../people/permissions.js';
import type { Askable } from '../../../store/exchange/exchange.js';
import { formatDate } from '../../../text/dates.js';
import { locales } from '../../../text/texts.js';
import { consoleLocale } from '../context.js';
import { Field } from '../field.js';
import type { Panel, PanelProps } from '../proposal/panel.js';
import { Seen } from '../proposal/seen.js';
import { sayIn } from '../say.js';
import { Thread } from './thread.js';
import { windowWords } from './window.js';

const typed = z.object({ text: z.string().catch(''), wrong: z.string().optional() }).catch({ text: '' });

interface AskProps extends PanelProps {
  readonly windowText: string | null;
}
const Ask = (props: AskProps) => {
  const { parts, detail, kept, windowText } = props;
  const say = sayIn(parts);
  const { text, wrong } = typed.parse(kept.exchange);
  const language = say(`language.${oneOf(locales, detail.row.locale, 'es')}`);
  return (
    <details open={text !== '' || wrong !== undefined}>
      <summary>{say('exchange.open')}</summary>
      <form method="post" action={`/panel/propuestas/${detail.row.code}/preguntas`} data-keep>
        <Seen {...props} />
        <input type="hidden" name="question" value={parts.deps.newId()} />
        <Field
          name="question-text"
          label={say('exchange.ask')}
          value={text}
          hint={say('exchange.hint', { language, max: questionLength.max })}
          long
          required
          {...(wrong ? { wrong: [wrong] } : {})}
        />
        {windowText ? <p class="soft window">{windowText}</p> : null}
        <button class="quiet" type="submit">
          {say('exchange.send')}
        </button>
      </form>
    </details>
  );
};

const render = async (props: PanelProps) => {
  const { parts, detail, member, kept } = props;
  const { exchange } = parts.deps.store;
  const say = sayIn(parts);
  const { row } = detail;
  const entries = await exchange.thread(row.id);
  const askable: Askable = await exchange.askable(row, parts.deps.now());
  const mayAsk = may(member.role, 'proposals.ask');
  // Nothing was said, and nobody can be asked: nothing to show.
  if (entries.length === 0 && (askable === 'nobody' || !mayAsk)) return null;
  const begun = typed.parse(kept.exchange);
  return (
    <section aria-labelledby="exchange-title" id="exchange">
      <h2 id="exchange-title">{say('exchange.title')}</h2>
      {entries.length === 0 ? <p class="soft">{say('exchange.lead')}</p> : null}
      {entries.length === 0 ? null : <Thread {...props} entries={entries} />}
      {mayAsk && askable === 'yes' ? <Ask {...props} windowText={await windowWords(props)} /> : null}
      {mayAsk && askable !== 'yes' ? (
        <p class="soft">
          {say(`exchange.not.${askable}`, {
            date: formatDate(consoleLocale, row.askedAt ?? row.createdAt, parts.deps.timezone),
          })}
        </p>
      ) : null}
      {mayAsk && askable !== 'yes' && begun.text !== '' ? (
        <p class="soft">
          {say('exchange.typed')} <span class="kept">{begun.text}</span>
        </p>
      ) : null}
    </section>
  );
};

export const exchangePanel: Panel = {
  id: 'exchange',
  column: 'main',
  render,
  said: ['exchange.asked', 'exchange.takenBack'],
  assets: ['exchange.css'],
};
