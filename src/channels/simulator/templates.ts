/** The wording of our templates, from the locales, for the simulated WhatsApp. */
import { readTemplateTexts, wordingOf } from '../../templates/wording.js';
import type { FindTemplate } from './present.js';

/** Every template of ours counts as approved here. `es_PE` reads `es`. */
export function createFindTemplate(texts = readTemplateTexts()): FindTemplate {
  return (name, language) => wordingOf(texts[language.split('_')[0] ?? ''], name);
}
