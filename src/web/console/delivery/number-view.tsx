/** Each channel's rate, and what WhatsApp lets our number do. */

import { tierLeft } from '../../../templates/tier.js';
import { formatMoment } from '../../../text/dates.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import type { ChannelFacts, WhatsAppFacts } from './facts.js';

const numbers = new Intl.NumberFormat('es-PE');
export const count = (value: number): string => numbers.format(value);

interface ChannelsProps {
  readonly parts: ConsoleParts;
  readonly channels: readonly ChannelFacts[];
}
export const Channels = ({ parts, channels }: ChannelsProps) => {
  const say = sayIn(parts);
  return (
    <ul class="plain">
      {channels.map(({ name, perSecond, silentUntil }) => (
        <li>
          <strong>{say(`broadcasts.channel.${name}`)}</strong>{' '}
          {say('delivery.rate', { count: perSecond, rate: count(perSecond) })}
          {silentUntil === null ? null : (
            <>
              {' '}
              <span class="late">
                {say('delivery.silent', {
                  moment: formatMoment(consoleLocale, silentUntil, parts.deps.timezone),
                })}
              </span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
};

const qualities = ['GREEN', 'YELLOW', 'RED'] as const;
const saidNames = {
  'whatsapp:violation': 'delivery.said.violation',
  'whatsapp:alert': 'delivery.said.alert',
  'whatsapp:error': 'delivery.said.error',
} as const;

interface NumberProps {
  readonly parts: ConsoleParts;
  readonly whatsapp: WhatsAppFacts;
}
export const OurNumber = ({ parts, whatsapp: { number, used, said } }: NumberProps) => {
  const say = sayIn(parts);
  const { tier, quality, restriction } = number;
  const known = qualities.find((one) => one === quality);
  const moment = (at: number) => formatMoment(consoleLocale, at, parts.deps.timezone);
  const limit = () => {
    if (tier === null) return say('delivery.tier.unknown', { used: count(used) });
    if (!Number.isFinite(tier)) return say('delivery.tier.unlimited', { used: count(used) });
    return say('delivery.tier.left', {
      tier: count(tier),
      used: count(used),
      count: tierLeft(tier, used),
      left: count(tierLeft(tier, used)),
    });
  };
  return (
    <ul class="plain">
      <li>{limit()}</li>
      <li class={known === 'RED' || known === 'YELLOW' ? 'late' : ''}>
        {say(known ? `delivery.quality.${known}` : 'delivery.quality.unknown')}
      </li>
      {restriction ? (
        <li class="late">
          {say('delivery.restricted', { why: restriction.why, moment: moment(restriction.since) })}{' '}
          {restriction.until === null
            ? null
            : say('delivery.restrictedUntil', { moment: moment(restriction.until) })}
        </li>
      ) : null}
      {said.map(({ name, value, at }) => {
        const key = Object.entries(saidNames).find(([known]) => known === name)?.[1];
        return key ? <li>{say(key, { value, moment: moment(at) })}</li> : null;
      })}
    </ul>
  );
};
