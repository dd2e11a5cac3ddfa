/** The console's words, in the language it speaks. */
import { type ConsoleParts, consoleLocale } from './context.js';

type SayKey = Parameters<ConsoleParts['say']>[1];
export const sayIn =
  (parts: Pick<ConsoleParts, 'say'>) => (key: SayKey, params?: Readonly<Record<string, string | number>>) =>
    parts.say(consoleLocale, key, params);
