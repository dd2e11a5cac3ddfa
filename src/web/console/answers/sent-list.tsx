/** Answers that were let go, newest first, each with how its message fared. */
import type { Answer } from '../../../answers/answer.js';
import type { AnswerDelivery } from '../../../store/answers/desk.js';
import type { ConsoleParts } from '../context.js';
import { More } from '../more.js';
import { sayIn } from '../say.js';
import { fateNames, fateWords } from './fate.js';
import { CodeLink } from './matter.js';
import type { Names } from './names.js';

interface FatesProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly fates: Readonly<Record<string, number>>;
  readonly title: string;
}
export const Fates = ({ parts, names, fates, title }: FatesProps) => {
  const say = sayIn(parts);
  const known = fateNames.filter((name) => (fates[name] ?? 0) > 0);
  return (
    <div class="card">
      <h2>{title}</h2>
      {known.length === 0 ? <p>{say('answers.fates.none')}</p> : null}
      <dl class="facts">
        {known.map((name) => (
          <>
            <dt>{say(name === 'none' ? 'answers.fate.none' : `delivery.${name}`)}</dt>
            <dd data-fate={name}>{names.count(fates[name] ?? 0)}</dd>
          </>
        ))}
      </dl>
    </div>
  );
};

interface SentListProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly answers: readonly Answer[];
  readonly deliveries: ReadonlyMap<string, AnswerDelivery>;
  readonly fates: Readonly<Record<string, number>>;
  readonly days: number;
  readonly next: string | null;
}
export const SentList = (props: SentListProps) => {
  const { parts, names, answers, deliveries, fates, days, next } = props;
  const say = sayIn(parts);
  if (answers.length === 0) return <p class="card">{say('answers.sent.none')}</p>;
  return (
    <>
      <Fates parts={parts} names={names} fates={fates} title={say('answers.fates.title', { days })} />
      <ul class="queue rows">
        {answers.map((answer) => (
          <li class="row">
            <div>
              <p class="meta">
                <CodeLink code={answer.code} />
                <span class="chip leaf">{names.outcome(answer.outcome)}</span>
                <span>
                  {say('answers.sentOn', {
                    by: answer.by ?? '—',
                    date: names.moment(answer.releasedAt ?? answer.createdAt),
                  })}
                </span>
              </p>
              <p class="summary">{answer.reason.es ?? Object.values(answer.reason)[0]}</p>
              <p class="meta" data-state={deliveries.get(answer.id)?.state ?? 'none'}>
                {fateWords(parts, deliveries.get(answer.id))}
              </p>
            </div>
          </li>
        ))}
      </ul>
      <More parts={parts} next={next} />
    </>
  );
};
