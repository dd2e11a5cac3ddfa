/** A partner's links, one for each channel that is set up, and the words with which people come. */
import type { Partner } from '../../../store/outreach.js';
import type { ChannelName } from '../../../talk/message.js';
import type { CitizenKey, Say } from '../../../text/texts.js';
import { type ConsoleParts, consoleLocale } from '../context.js';

export interface PartnerLink {
  readonly channel: ChannelName;
  readonly href: string;
  /** Short enough to be typed from paper: without what only a tap can carry. */
  readonly shown: string;
}

export interface PartnerLinks {
  /** "Hola, vengo de RADIO-YARAVI" */
  readonly hello: string;
  readonly links: readonly PartnerLink[];
}

const shownOf = (channel: ChannelName, href: string): string => {
  const { host, pathname, search } = new URL(href);
  return channel === 'telegram' ? `${host}${pathname}${search}` : `${host}${pathname}`;
};

export function linksOf(
  { code }: Pick<Partner, 'code'>,
  parts: ConsoleParts,
  citizenSay: Say<CitizenKey>,
): PartnerLinks {
  const hello = citizenSay(consoleLocale, 'source.hello', { code });
  const links = parts.deps
    .joinLinks({ code, text: hello })
    .map(({ channel, href }) => ({ channel, href, shown: shownOf(channel, href) }));
  return { hello, links };
}
