/** The first words: language, age, a short notice and consent. Nothing is stored before the yes. */
import { choose, end, flow, next } from '../src/flow/step.js';
import { locales } from '../src/text/texts.js';

/** Version of the wording a person reads before saying yes; raised with every change of `welcome.consent`. */
export const consentWording = 'consent-2026-11';

const languageOptions = locales.map((value) => ({ value, label: `language.${value}` as const }));

export const welcome = flow({
  id: 'welcome',
  version: 1,
  start: 'language',
  expire: { afterMs: 7 * 86_400_000 },
  steps: {
    language: choose({
      prompt: 'welcome.language',
      params: ({ env, locale }) => ({ forum: env.cycle.forum[locale] ?? env.cycle.forum['es'] ?? '' }),
      options: languageOptions,
      chosen: (locale) => next('age', {}, [{ kind: 'person.set', set: { locale, localeChosen: true } }]),
    }),
    age: choose({
      prompt: 'welcome.age',
      options: [
        { value: 'yes', label: 'common.yes' },
        { value: 'no', label: 'common.no' },
      ],
      chosen: (value) =>
        value === 'yes'
          ? next('consent')
          : next('young', {}, [{ kind: 'count', name: 'minor-refused' }, { kind: 'person.erase' }]),
    }),
    consent: choose({
      prompt: 'welcome.consent',
      params: ({ env, locale }) => ({
        forum: env.cycle.forum[locale] ?? env.cycle.forum['es'] ?? '',
        contact: env.cycle.dataContact,
      }),
      options: [
        { value: 'yes', label: 'welcome.accept' },
        { value: 'no', label: 'welcome.decline' },
      ],
      chosen: (value, { env }) =>
        value === 'yes'
          ? {
              kind: 'flow',
              flow: 'proposal',
              effects: [
                { kind: 'person.set', set: { adultEnoughAt: env.now } },
                { kind: 'consent', purpose: 'answer-me', given: true, wording: consentWording },
              ],
            }
          : next('declined', {}, [{ kind: 'count', name: 'consent-declined' }, { kind: 'person.erase' }]),
    }),
    young: end({ prompt: 'welcome.young' }),
    declined: end({ prompt: 'welcome.declined' }),
  },
  upgrade: {},
});
