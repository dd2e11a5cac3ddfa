/** Where complaints and people in danger are sent: the cards a cycle comes with, until staff write their own. */
import { locales, readTexts } from '../text/texts.js';
import type { Card } from './triage.js';

/**
 * `corruption` names the platform of the Secretaría de Integridad Pública (PCM), https://denuncias.servicios.gob.pe,
 * where one may report without giving a name (Directiva 002-2023-PCM-SIP).
 * `danger` has no number on purpose: a wrong one could cost a life, so it is the forum that adds those it knows to answer.
 */
const ids = ['corruption', 'danger', 'service'] as const;

let made: readonly Card[] | null = null;

/** Those we come with, in the languages there are. */
export function ownCards(): readonly Card[] {
  if (made) return made;
  const texts = readTexts('cards');
  const inAll = (key: string): Record<string, string> =>
    Object.fromEntries(
      locales.flatMap((locale) => {
        const words = texts[locale]?.[key];
        return words === undefined ? [] : [[locale, words]];
      }),
    );
  made = ids.map((id) => ({ id, label: inAll(`${id}.label`), text: inAll(`${id}.text`) }));
  return made;
}

/** In the order staff see them. */
export const cardsOf = (cycle: { readonly cards: readonly Card[] }): readonly Card[] =>
  cycle.cards.length > 0 ? cycle.cards : ownCards();

/** It says where to go: an address of the web, of mail, or a number. */
export const hasWayOut = ({ text }: Card): boolean =>
  /https?:\/\/|\w\.\w{2,}|@|\d{3}/.test(text.es ?? Object.values(text)[0] ?? '');
