/** What people write in forms and sheets, as we know it: places, areas, languages, yes and no. */
import type { AssistedWorld } from '../../../assisted/proposal.js';
import type { PublishConsent } from '../../../inbox/turn.js';
import type { StaffCycle } from '../../../store/store.js';
import { fold } from '../../../text/fold.js';
import { locales } from '../../../text/texts.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import { sayIn } from '../say.js';

const plain = (text: string): string => fold(text).replace(/\s+/g, ' ').trim();

/** Words kept in `locales`, parted by commas. */
const listed = (words: string): readonly string[] => words.split(',').map(plain);

export function createWorld(parts: ConsoleParts, cycle: Pick<StaffCycle, 'areas'>): AssistedWorld {
  const say = sayIn(parts);
  const yes = listed(say('assisted.word.yes'));
  const everywhere = listed(say('assisted.word.everywhere'));
  const publish: readonly (readonly [PublishConsent, readonly string[]])[] = [
    ['no', listed(say('assisted.word.publishNo'))],
    ['without-name', listed(say('assisted.word.publishWithout'))],
  ];
  const languages = locales.map((locale) => ({
    locale,
    names: [
      locale,
      plain(parts.say(consoleLocale, `language.${locale}`)),
      ...listed(say(`assisted.word.${locale}`)),
    ],
  }));
  const areas = cycle.areas.map(({ id, label }) => ({ id, names: [id, ...Object.values(label)].map(plain) }));
  return {
    findPlace: parts.deps.places.find,
    findArea: (typed) => areas.find(({ names }) => names.includes(plain(typed)))?.id ?? null,
    findLocale: (typed) => languages.find(({ names }) => names.includes(plain(typed)))?.locale ?? null,
    findPublish: (typed) => publish.find(([, names]) => names.includes(plain(typed)))?.[0] ?? null,
    isYes: (typed) => yes.includes(plain(typed)),
    isEverywhere: (typed) => everywhere.includes(plain(typed)),
  };
}
