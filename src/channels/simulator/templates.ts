/** The wording of our templates, from the locales, for the simulated WhatsApp. */
import { readTexts } from '../../text/texts.js';
import type { FindTemplate } from './present.js';

/** Finds `NAME.body` and `NAME.button` in `locales/LANGUAGE/templates.json`; `es_PE` reads `es`. */
export function createFindTemplate(texts = readTexts('templates')): FindTemplate {
  return (name, language) => {
    const words = texts[language.split('_')[0] ?? ''];
    const body = words?.[`${name}.body`];
    const button = words?.[`${name}.button`];
    return body === undefined ? undefined : { body, buttons: button === undefined ? [] : [button] };
  };
}
