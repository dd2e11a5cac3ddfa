/** Folds text for comparing and searching: lower case, no accents, single spaces. */

/** "¡Ñandú  en Áncash!" → "¡nandu en ancash!" */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();
