/** The list of channels: which are switched on, built from the configuration. */
import type { Config } from '../config.js';
import type { Log } from '../log.js';
import type { Channel } from './channel.js';
import type { TelegramOptions } from './telegram/index.js';
import type { NumberFields } from './whatsapp/client/phone-numbers.js';
import type { Template } from './whatsapp/client/templates.js';

export interface ChannelParts {
  readonly config: Config;
  readonly publicUrl: () => string;
  readonly commands: TelegramOptions['commands'];
  readonly onTemplates: (templates: readonly Template[]) => Promise<void>;
  readonly onNumber: (fields: NumberFields) => Promise<void>;
  readonly now: () => number;
  readonly log: Log;
}

/** Real channels only; the simulator is added by `app.ts` where it is allowed. What is not configured is not even loaded. */
export async function createChannels({
  config,
  publicUrl,
  commands,
  onTemplates,
  onNumber,
  now,
  log,
}: ChannelParts): Promise<Channel[]> {
  const channels: Channel[] = [];
  if (config.telegram) {
    const { createTelegram } = await import('./telegram/index.js');
    const { intake, ...telegram } = config.telegram;
    const way = intake.mode === 'webhook' ? { ...intake, url: publicUrl } : intake;
    channels.push(createTelegram({ ...telegram, intake: way, commands, now, log }));
  }
  if (config.whatsapp) {
    const { createWhatsApp } = await import('./whatsapp/index.js');
    channels.push(createWhatsApp({ ...config.whatsapp, onTemplates, onNumber, log }));
  }
  return channels;
}
