/** Until when one may write freely to an author, in words: WhatsApp closes its window a day after their last message. */
import { isWindowOpen, windowMs } from '../../../talk/window.js';
import { formatMoment } from '../../../text/dates.js';
import { readInvitations, wayOf } from '../answers/leaving.js';
import { consoleLocale } from '../context.js';
import type { PanelProps } from '../proposal/panel.js';
import { sayIn } from '../say.js';

const hour = 3_600_000;
const minute = 60_000;

export async function windowWords({
  parts,
  detail,
}: Pick<PanelProps, 'parts' | 'detail'>): Promise<string | null> {
  const say = sayIn(parts);
  const now = parts.deps.now();
  const { row, reach } = detail;
  const way = wayOf(
    { channel: row.channel, locale: row.locale, reach },
    await readInvitations(parts.deps),
    now,
  );
  if (way === 'nobody') return null;
  if (way === 'unreachable' || reach === null) return say('exchange.window.unreachable');
  if (way === 'template') return say('exchange.window.invite');
  if (way === 'waits') return say('exchange.window.waits');
  const channel = say(`channel.${reach.channel}`);
  if (reach.channel !== 'whatsapp' || !isWindowOpen(reach.lastInboundAt, now))
    return say('exchange.window.always', { channel });
  const closesAt = reach.lastInboundAt + windowMs;
  const left = closesAt - now;
  const hours = Math.floor(left / hour);
  const time =
    hours > 0
      ? say('exchange.hours', { count: hours })
      : say('exchange.minutes', { count: Math.max(1, Math.floor(left / minute)) });
  return say('exchange.window.open', {
    channel,
    until: formatMoment(consoleLocale, closesAt, parts.deps.timezone),
    left: time,
  });
}
