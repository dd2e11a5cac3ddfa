/** Today's messages by fate, what must be mended, and which broadcasts stopped by themselves. */
import type { Broadcast } from '../../../broadcasts/broadcast.js';
import type { FixLine } from '../../../store/outbox/delivery-report.js';
import { rowStates } from '../../../talk/fate.js';
import { channelNames } from '../../../talk/message.js';
import { formatMoment } from '../../../text/dates.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import { adviceFor } from './advice.js';
import type { DayFate } from './facts.js';
import { count } from './number-view.js';

export const Today = ({
  parts,
  today,
}: {
  readonly parts: ConsoleParts;
  readonly today: readonly DayFate[];
}) => {
  const say = sayIn(parts);
  if (today.length === 0) return <p class="card">{say('delivery.today.none')}</p>;
  return (
    <section class="scroll" tabindex={0} aria-label={say('delivery.page.today')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('delivery.today.fate')}</th>
            <th scope="col" class="number">
              {say('delivery.today.talk')}
            </th>
            <th scope="col" class="number">
              {say('delivery.today.bulk')}
            </th>
          </tr>
        </thead>
        <tbody>
          {today.map(({ state, talk, bulk }) => {
            const fate = rowStates.find((one) => one === state);
            return (
              <tr>
                <th scope="row">{fate ? say(`delivery.${fate}`) : state}</th>
                <td class="number">{count(talk)}</td>
                <td class="number">{count(bulk)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
};

export const Fixes = ({
  parts,
  fixes,
}: {
  readonly parts: ConsoleParts;
  readonly fixes: readonly FixLine[];
}) => {
  const say = sayIn(parts);
  if (fixes.length === 0) return <p class="card">{say('delivery.fixes.none')}</p>;
  return (
    <ul class="plain">
      {fixes.map(({ channel, code, count: times, newest }) => {
        const known = channelNames.find((one) => one === channel);
        return (
          <li>
            <strong>{say(`delivery.advice.${adviceFor(channel, code)}`)}</strong>
            <div class="meta">
              <span>{known ? say(`broadcasts.channel.${known}`) : channel}</span>
              <span>{say('delivery.code', { code })}</span>
              <span>{say('delivery.fixes.times', { count: count(times) })}</span>
              <span>
                {say('delivery.fixes.newest', {
                  moment: formatMoment(consoleLocale, newest, parts.deps.timezone),
                })}
              </span>
            </div>
          </li>
        );
      })}
    </ul>
  );
};

/** `breaker:131048` → the code; what a broadcast waits for otherwise stands in its own words. */
const codeOf = (why: string | null): string | null => /^breaker:(.+)$/.exec(why ?? '')?.[1] ?? null;

export const Broken = ({
  parts,
  broken,
}: {
  readonly parts: ConsoleParts;
  readonly broken: readonly Broadcast[];
}) => {
  const say = sayIn(parts);
  if (broken.length === 0) return <p class="card">{say('delivery.broken.none')}</p>;
  return (
    <ul class="plain">
      {broken.map(({ id, title, why }) => {
        const code = codeOf(why);
        return (
          <li>
            <a href={`/panel/avisos/${id}`}>{title}</a>{' '}
            <span class="late">
              {code === null
                ? say('delivery.broken.other', { why: why ?? '' })
                : say('delivery.broken.code', { code })}
            </span>
          </li>
        );
      })}
    </ul>
  );
};
