/** The first words: language, age, a short notice and consent. Nothing is stored before the yes. */
import { choose, end, flow, type Input, next, type Reaction, reject } from '../src/flow/step.js';
import { bare } from '../src/flow/words.js';
import { locales } from '../src/text/texts.js';

/** Version of the wording a person reads before saying yes; raised with every change of `welcome.consent`. */
export const consentWording = 'consent-2026-11';

/** Other names of the languages, as people type them; folded. */
const alsoCalled = {
  es: ['espanol', 'castilla', 'spanish'],
  qu: ['runa simi', 'runasimi', 'kichwa', 'quichua'],
  ay: ['aimara', 'aymar aru', 'jaqi aru'],
  en: ['ingles'],
} as const;

export const languageOptions = locales.map((value) => ({
  value,
  label: `language.${value}` as const,
  also: alsoCalled[value],
}));

const adultEnough = 14;
/** Younger than this is a slip of the finger, not an age. */
const youngest = 5;

/** "Tengo 16 años", "16": people answer the question they heard. */
function readAge(input: Input): number | undefined {
  if (input.kind !== 'text') return undefined;
  const [, years] =
    /^(?:tengo |i am |im )?(\d{1,2})(?: anos?| years?(?: old)?)?$/u.exec(bare(input.text)) ?? [];
  return years !== undefined && Number(years) >= youngest ? Number(years) : undefined;
}

/** An idea that came too early: say why it has to wait. */
const early = (input: Input): Reaction<never> | undefined =>
  input.kind === 'media' || (input.kind === 'text' && input.text.trim().length >= earlyIdea)
    ? reject('welcome.early')
    : undefined;
/** Letters from which a text before the consent is taken for an idea. */
const earlyIdea = 15;

const tooYoung = () =>
  next('young', {}, [{ kind: 'count', name: 'minor-refused' }, { kind: 'person.erase' }]);

export const welcome = flow({
  id: 'welcome',
  version: 1,
  start: 'language',
  expire: { afterMs: 7 * 86_400_000 },
  steps: {
    language: choose({
      prompt: 'welcome.language',
      params: ({ env, locale }) => ({ forum: env.cycle.forum[locale] ?? env.cycle.forum.es ?? '' }),
      options: languageOptions,
      chosen: (locale) => next('age', {}, [{ kind: 'person.set', set: { locale, localeChosen: true } }]),
      otherwise: early,
    }),
    age: choose({
      // Honest from the start: so far only some words are there in these languages.
      prompt: ({ locale }) => (locale === 'qu' || locale === 'ay' ? 'welcome.age.partly' : 'welcome.age'),
      options: [
        { value: 'yes', label: 'common.yes' },
        { value: 'no', label: 'common.no' },
      ],
      chosen: (value) => (value === 'yes' ? next('consent') : tooYoung()),
      otherwise: (input) => {
        const age = readAge(input);
        if (age === undefined) return early(input);
        return age >= adultEnough ? next('consent') : tooYoung();
      },
    }),
    consent: choose({
      prompt: 'welcome.consent',
      params: ({ env, locale }) => ({
        forum: env.cycle.forum[locale] ?? env.cycle.forum.es ?? '',
        contact: env.cycle.dataContact,
      }),
      options: [
        { value: 'yes', label: 'welcome.accept' },
        { value: 'no', label: 'welcome.decline' },
      ],
      chosen: (value, { env, answers }) =>
        value === 'yes'
          ? {
              kind: 'flow',
              // Who came by the link of an organisation is asked about it first.
              flow: answers.actor === undefined ? 'proposal' : 'actor',
              answers,
              effects: [
                { kind: 'person.set', set: { adultEnoughAt: env.now } },
                { kind: 'consent', purpose: 'answer-me', given: true, wording: consentWording },
              ],
            }
          : next('declined', {}, [{ kind: 'count', name: 'consent-declined' }, { kind: 'person.erase' }]),
      otherwise: early,
    }),
    young: end({ prompt: 'welcome.young' }),
    declined: end({ prompt: 'welcome.declined' }),
  },
  upgrade: {},
});
