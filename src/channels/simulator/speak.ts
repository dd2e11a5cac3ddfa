/** The person's side: turns what was done on the phone into an inbound message and hands it in. */
import type { Content, Inbound, InboundMedia } from '../../talk/message.js';
import type { Receiver } from '../channel.js';
import type { PersonBody, PersonBubble } from './bubble.js';
import { type KeptFile, showFile } from './files.js';
import { rulesOf } from './look.js';
import type { Phone, Phones } from './phones.js';
import type { Say } from './requests.js';

/**
 * - `taken`: the turn is committed. - `refused`: the app did not take it; the person may try again.
 * - `impossible`: this look or this chat cannot do that (an old bubble, a blocked bot, nothing to repeat).
 */
export type Spoken = 'taken' | 'refused' | 'impossible';

export interface Speaker {
  say(phone: Phone, say: Say, language?: string): Promise<Spoken>;
  sendFile(phone: Phone, file: KeptFile, kind: InboundMedia['kind'], more: FileExtras): Promise<Spoken>;
  /** Sends a message again under the same id, as platforms do: the last one, or the one named. */
  repeat(phone: Phone, bubbleId?: string): Promise<Spoken>;
  block(phone: Phone, blocked: boolean): Promise<Spoken>;
}

export interface FileExtras {
  readonly caption?: string;
  readonly language?: string;
}

export interface SpeakerParts {
  readonly phones: Phones;
  readonly receiver: Pick<Receiver, 'inbound'>;
  readonly now: () => number;
  readonly newId: () => string;
}

/** What appears in the chat, and what we are told. */
interface Act {
  readonly content: Content;
  readonly body: PersonBody | null;
}

export function createSpeaker({ phones, receiver, now, newId }: SpeakerParts): Speaker {
  async function hand(phone: Phone, inbound: Inbound, bubbleId: string, times: number): Promise<Spoken> {
    const settle = (state: PersonBubble['state']): void => {
      const bubble = phone.bubbles.get(bubbleId);
      if (bubble?.by === 'person') phones.put(phone, { ...bubble, state });
    };
    try {
      await Promise.all(Array.from({ length: times }, () => receiver.inbound([inbound])));
      settle('delivered');
      return 'taken';
    } catch {
      // The reason is in the app's own log; the phone only knows that it did not go through.
      settle('failed');
      return 'refused';
    }
  }

  async function act(phone: Phone, { content, body }: Act, language?: string): Promise<Spoken> {
    const id = newId();
    const at = now();
    const inbound: Inbound = {
      channel: 'simulator',
      externalId: id,
      from: { chat: phone.chat },
      at,
      content,
      // WhatsApp does not tell the language of the app.
      ...(language === undefined || phone.state.look === 'whatsapp' ? {} : { languageHint: language }),
    };
    phone.inbound.set(id, inbound);
    if (body) phones.put(phone, { by: 'person', id, at, body, state: 'sending' });
    const twice = phone.state.fault === 'twice';
    phones.change(phone, { lastInboundAt: at, ...(twice ? { fault: null } : {}) });
    if (twice) phones.note(phone, 'repeated');
    return hand(phone, inbound, id, twice ? 2 : 1);
  }

  return {
    async say(phone, say, language) {
      if (phone.state.blocked) return 'impossible';
      if (say.kind === 'tap') return tap(phone, say.bubble, say.choice, language);
      if (say.kind === 'edit') return edit(phone, say.text);
      return act(phone, actOf(say), language);
    },
    async sendFile(phone, file, kind, { caption, language }) {
      if (phone.state.blocked) return 'impossible';
      const media: InboundMedia = { kind, ref: file.ref, mime: file.mime, size: file.bytes, name: file.name };
      const captioned = caption === undefined ? {} : { caption };
      const content: Content = { kind: 'media', media, ...captioned };
      return act(
        phone,
        { content, body: { kind: 'media', media: kind, file: showFile(file), ...captioned } },
        language,
      );
    },
    async repeat(phone, bubbleId) {
      const id = bubbleId ?? [...phone.inbound.keys()].at(-1);
      const inbound = id === undefined ? undefined : phone.inbound.get(id);
      if (id === undefined || !inbound) return 'impossible';
      // A message that never went through is tried again; one that did is a double.
      const bubble = phone.bubbles.get(id);
      const isDouble = !(bubble?.by === 'person' && bubble.state === 'failed');
      if (isDouble) phones.note(phone, 'repeated');
      return hand(phone, inbound, id, 1);
    },
    async block(phone, blocked) {
      if (phone.state.blocked === blocked) return 'taken';
      phones.change(phone, { blocked });
      phones.note(phone, blocked ? 'blocked' : 'unblocked');
      if (!rulesOf[phone.state.look].tellsBlocked) return 'taken';
      const { lastInboundAt } = phone.state;
      const spoken = await act(phone, { content: { kind: 'reachable', reachable: !blocked }, body: null });
      phones.change(phone, { lastInboundAt });
      return spoken;
    },
  };

  function tap(phone: Phone, bubbleId: string, choiceId: string, language?: string): Promise<Spoken> {
    const bubble = phone.bubbles.get(bubbleId);
    if (bubble?.by !== 'bot' || !('choices' in bubble.body)) return Promise.resolve('impossible');
    const choice = bubble.body.choices.find(({ id }) => id === choiceId);
    if (!choice) return Promise.resolve('impossible');
    phones.put(phone, { ...bubble, tapped: choice.id });
    const body: PersonBody | null = rulesOf[phone.state.look].echoesTaps
      ? { kind: 'text', text: choice.label }
      : null;
    return act(phone, { content: { kind: 'tap', data: choice.id }, body }, language);
  }

  function edit(phone: Phone, text: string): Promise<Spoken> {
    const last = [...phone.bubbles.values()].findLast(
      (bubble) => bubble.by === 'person' && bubble.body.kind === 'text',
    );
    if (last?.by !== 'person' || !rulesOf[phone.state.look].edits) return Promise.resolve('impossible');
    phones.put(phone, { ...last, body: { kind: 'text', text, edited: true } });
    return act(phone, { content: { kind: 'edited', text }, body: null });
  }
}

function actOf(say: Exclude<Say, { kind: 'tap' | 'edit' }>): Act {
  switch (say.kind) {
    case 'text':
      return { content: say, body: { kind: 'text', text: say.text } };
    case 'start':
      return {
        content: { kind: 'start', ...(say.payload === undefined ? {} : { payload: say.payload }) },
        body: { kind: 'start' },
      };
    case 'location':
      return { content: say, body: say };
    case 'unsupported':
      return { content: say, body: say };
  }
}
