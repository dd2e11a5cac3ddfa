/** Two chats of one person become one by a code shown in one and written in the other; and apart again. */
import { type Context, choose, end, flow, listOf, next, textOf } from '../src/flow/step.js';
import type { LinkedChat } from '../src/inbox/outreach.js';
import { type ChannelName, channelNames } from '../src/talk/message.js';

/** A code is good for this long. */
export const linkMs = 15 * 60_000;

const channelsOf = (chats: readonly LinkedChat[], here: ChannelName): readonly ChannelName[] =>
  channelNames.filter((name) => name === here || chats.some(({ channel }) => channel === name));

const named = (context: Context, channel: ChannelName): string =>
  context.say(context.locale, `channel.${channel}`);

const isKnown = (name: unknown): name is ChannelName => channelNames.some((known) => known === name);

/** One option for each channel, and "wherever I wrote last". Also in the settings. */
export const channelOptions = (channels: readonly unknown[]) => [
  ...[...new Set(channels)].filter(isKnown).map((value) => ({ value, label: `channel.${value}` as const })),
  { value: 'any' as const, label: 'settings.channelAny' as const },
];

export const preferred = (value: ChannelName | 'any') => ({
  kind: 'person.set' as const,
  set: { preferredChannel: value === 'any' ? null : value },
});

export const link = flow({
  id: 'link',
  version: 1,
  start: 'confirm',
  expire: { afterMs: 3_600_000 },
  steps: {
    confirm: choose({
      prompt: 'link.confirm',
      needs: 'link',
      params: (context) => {
        const [first] = context.facts.link?.owner?.chats ?? [];
        return { channel: named(context, first?.channel ?? context.channel) };
      },
      options: [
        { value: 'yes', label: 'link.yes' },
        { value: 'no', label: 'common.no' },
      ],
      chosen: (value, context) => {
        const { answers, facts, person, channel, say } = context;
        const owner = facts.link?.owner;
        if (value === 'no') return next('kept');
        if (!owner) return next('kept', { why: 'expired' });
        if (owner.personId === person?.id) return next('kept', { why: 'same' });
        const here = say(owner.locale, `channel.${channel}`);
        const channels = channelsOf(owner.chats, channel);
        return next(channels.length > 1 ? 'prefer' : 'done', { channels }, [
          {
            kind: 'person.merge',
            key: textOf(answers, 'key'),
            owner: owner.personId,
            keep: owner.isOlder ? 'owner' : 'self',
            tell: owner.chats.map((chat) => ({
              ...chat,
              text: say(owner.locale, 'link.told', { channel: here }),
            })),
          },
        ]);
      },
    }),
    prefer: choose({
      prompt: 'link.prefer',
      options: ({ answers }) => channelOptions(listOf(answers, 'channels')),
      chosen: (value) => next('done', {}, [preferred(value)]),
    }),
    done: end({
      prompt: 'link.done',
      offers: () => [
        { id: 'go:mine', label: 'menu.mine' },
        { id: 'go:calendar', label: 'menu.calendar' },
      ],
    }),
    kept: end({
      prompt: ({ answers: { why } }) => (why === 'expired' || why === 'same' ? `link.${why}` : 'link.kept'),
    }),
  },
  upgrade: {},
});

export const unlink = flow({
  id: 'unlink',
  version: 1,
  start: 'confirm',
  expire: { afterMs: 3_600_000 },
  steps: {
    confirm: choose({
      prompt: 'unlink.confirm',
      needs: 'own-channels',
      options: [
        { value: 'yes', label: 'unlink.yes' },
        { value: 'no', label: 'common.no' },
      ],
      chosen: (value, { facts }) => {
        if (value === 'no') return next('kept');
        // The other chat may have gone its own way meanwhile.
        if ((facts.ownChannels?.length ?? 0) < 2) return next('kept', { alone: true });
        return next('done', {}, [{ kind: 'person.split' }]);
      },
    }),
    done: end({ prompt: 'unlink.done' }),
    kept: end({
      prompt: ({ answers }) => (answers.alone === true ? 'unlink.alone' : 'unlink.kept'),
    }),
  },
  upgrade: {},
});
