/** The texts of console and public pages, with typed keys. */
import type consoleTexts from '../../locales/es/console.json';
import type publicTexts from '../../locales/es/public.json';
import { createSay, type Singular } from '../text/texts.js';

export type ConsoleKey = Extract<keyof typeof consoleTexts, string>;
export type PublicKey = Singular<Extract<keyof typeof publicTexts, string>>;

export const createConsoleSay = () => createSay<ConsoleKey>('console');
export const createPublicSay = () => createSay<PublicKey>('public');
