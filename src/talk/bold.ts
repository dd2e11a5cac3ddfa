/** `*bold*` as WhatsApp shows it by itself, and as we show it everywhere else. */

/** What stands between a pair of stars is its one group. */
export const bold = /(?<![\p{L}\p{N}*])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?![\p{L}\p{N}*])/gu;

/** For words that stand within bold ones: a star of their own would end them. */
export const withoutStars = (text: string): string => text.replaceAll('*', '').trim();
