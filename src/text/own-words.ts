/** Says a cycle's own words where it has some, and ours everywhere else. */
import type { Params, Say } from './texts.js';
import type { Wording } from './wordable.js';

const fill = (text: string, params: Params): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));

/**
 * A cycle without words of its own costs one look-up: what it says is ours.
 * Quechua and Aymara fall back as they do without it: to their own text, then to Spanish, own or ours.
 */
export function createOwnWords<Key extends string>(say: Say<Key>): (wording?: Wording) => Say<Key> {
  const made = new WeakMap<Wording, Say<Key>>();
  const make = (wording: Wording): Say<Key> => {
    if (Object.keys(wording).length === 0) return say;
    const own = (locale: string, key: Key): string | undefined => {
      const texts = wording[key];
      if (!texts) return undefined;
      const falls = locale !== 'es' && say(locale, key) === say('es', key);
      return texts[locale] || (falls ? texts.es : undefined);
    };
    return (locale, key, params = {}) => {
      const text = own(locale, key);
      return text ? fill(text, params) : say(locale, key, params);
    };
  };
  return (wording) => {
    if (!wording) return say;
    const known = made.get(wording);
    if (known) return known;
    const fresh = make(wording);
    made.set(wording, fresh);
    return fresh;
  };
}
