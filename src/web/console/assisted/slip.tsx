/** What the person takes home: their code, where to ask for the answer, and by when. */

import { formatDate } from '../../../text/dates.js';
import { Qr } from '../../qr.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import { sayIn } from '../say.js';

interface SlipProps {
  readonly parts: ConsoleParts;
  readonly code: string;
  /** Null: on a form that is printed before anything was said. */
  readonly promisedAt: number | null;
}

export const publicPage = (parts: ConsoleParts, code: string): string =>
  `${parts.deps.publicUrl()}/aportes/${code}`;

export const Slip = ({ parts, code, promisedAt }: SlipProps) => {
  const say = sayIn(parts);
  const page = publicPage(parts, code);
  return (
    <div class="slip">
      <Qr text={page} label={say('assisted.qr', { code })} />
      <div>
        <p class="slip-code">{code}</p>
        <p>{say('assisted.slip')}</p>
        {promisedAt === null ? null : (
          <p>
            {say('assisted.slipBy', { date: formatDate(consoleLocale, promisedAt, parts.deps.timezone) })}
          </p>
        )}
        <p class="soft">{page.replace(/^https?:\/\//, '')}</p>
      </div>
    </div>
  );
};
