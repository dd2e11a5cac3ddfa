/** Language, region, areas and notices: changed one at a time, at any time. */
import { type Context, choose, end, flow, next, textOf } from '../src/flow/step.js';
import type { Facts, Person } from '../src/inbox/turn.js';
import { oneOf } from '../src/one-of.js';
import { locales, pick } from '../src/text/texts.js';
import { channelOptions, linkMs, preferred } from './link.js';
import { placeReaction, placeSteps } from './place-steps.js';
import { consentWording, languageOptions } from './welcome.js';

const areasText = (context: Context): string => {
  const chosen = context.person?.areas ?? [];
  if (chosen.length === 0) return context.say(context.locale, 'settings.all');
  return context.env.cycle.areas
    .filter((area) => chosen.includes(area.id))
    .map((area) => pick(area.label, context.locale))
    .join(', ');
};

/** How a person's settings read; also used by "mis datos". */
export const settingsParams = (context: Context) => {
  const { person, env, locale } = context;
  const say = (key: 'settings.on' | 'settings.off' | 'settings.unset') => context.say(locale, key);
  return {
    language: context.say(locale, `language.${oneOf(locales, person?.locale, 'es')}`),
    place: (person?.place ? env.placeName(person.place) : null) ?? say('settings.unset'),
    areas: areasText(context),
    notices: person?.notices
      ? context.say(locale, 'settings.noticesNow', { max: env.noticesPerWeek })
      : say('settings.off'),
  };
};

/** Where notices go, told only to who has a choice. */
const channelText = ({ person, facts, say, locale }: Context): string =>
  isLinked(facts)
    ? say(locale, 'settings.channelNow', {
        channel: person?.preferredChannel
          ? say(locale, `channel.${person.preferredChannel}`)
          : say(locale, 'settings.channelAny'),
      })
    : '';

const isLinked = ({ ownChannels }: Facts): boolean => new Set(ownChannels).size > 1;

const toggled = (person: Person | undefined, area: string): readonly string[] => {
  const now = person?.areas ?? [];
  return now.includes(area) ? now.filter((known) => known !== area) : [...now, area];
};

/** Back to the settings; whoever came by the word "idioma" wanted that one thing only. */
const saved = (set: Partial<Person>, { answers }: Context) =>
  next(answers.once === true ? 'finished' : 'menu', {}, [{ kind: 'person.set', set }]);

export const settings = flow({
  id: 'settings',
  version: 2,
  start: 'menu',
  expire: { afterMs: 86_400_000 },
  steps: {
    menu: choose({
      prompt: 'settings.menu',
      needs: 'own-channels',
      params: (context) => ({ ...settingsParams(context), channel: channelText(context) }),
      options: ({ person, facts }) => [
        { value: 'language', label: 'settings.language' },
        { value: 'place', label: 'settings.place' },
        { value: 'areas', label: 'settings.areas' },
        person?.notices
          ? { value: 'off', label: 'settings.noticesOff' }
          : { value: 'on', label: 'settings.noticesOn' },
        ...(isLinked(facts) ? [{ value: 'channel', label: 'settings.channel' } as const] : []),
        { value: 'code', label: 'settings.link' },
        { value: 'done', label: 'settings.done' },
      ],
      chosen: (value, { env }) => {
        if (value === 'code') {
          const { code, key } = env.newLinkCode();
          return next('code', { code }, [{ kind: 'link.open', key, expiresAt: env.now + linkMs }]);
        }
        if (value === 'on' || value === 'off') {
          const given = value === 'on';
          return next('menu', {}, [
            { kind: 'person.set', set: { notices: given } },
            { kind: 'consent', purpose: 'notices', given, wording: consentWording },
            ...(given ? [] : [{ kind: 'notices.stop' as const }]),
          ]);
        }
        return next(value === 'done' ? 'finished' : value);
      },
    }),
    channel: choose({
      prompt: 'settings.channelAsk',
      needs: 'own-channels',
      options: ({ facts }) => channelOptions(facts.ownChannels ?? []),
      chosen: (value) => next('menu', {}, [preferred(value)]),
    }),
    code: end({ prompt: 'link.code', params: ({ answers }) => ({ code: textOf(answers, 'code') }) }),
    language: choose({
      prompt: 'settings.which',
      options: languageOptions,
      chosen: (locale, context) => saved({ locale, localeChosen: true }, context),
    }),
    place: choose({
      prompt: 'settings.where',
      reject: 'proposal.place.unknown',
      example: 'proposal.place.example',
      options: [
        { value: 'share', label: 'proposal.place.share' },
        { value: 'zone', label: 'proposal.place.list' },
      ],
      chosen: (value) => next(value),
      otherwise: (input, context) => placeReaction(input, context, (place) => saved({ place }, context)),
    }),
    ...placeSteps((place, context) => saved({ place }, context)),
    areas: choose({
      prompt: 'settings.areasAsk',
      params: (context) => ({ areas: areasText(context) }),
      options: (context) => [
        ...context.env.cycle.areas.map((area) => ({
          value: area.id,
          label: { words: pick(area.label, context.locale) },
        })),
        { value: 'all', label: 'settings.areasAll' },
        { value: 'done', label: 'settings.done' },
      ],
      chosen: (value, { person }) => {
        if (value === 'done') return next('menu');
        const areas = value === 'all' ? [] : toggled(person, value);
        return next('areas', {}, [{ kind: 'person.set', set: { areas } }]);
      },
    }),
    finished: end({
      prompt: 'settings.finished',
      // Who came by one word goes on from here: a new region has other dates.
      offers: ({ answers }) =>
        answers.once === true ? [{ id: 'go:calendar', label: 'menu.calendar' as const }] : [],
    }),
  },
  upgrade: {},
});
