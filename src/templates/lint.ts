/**
 * What Meta would refuse in a template, told before it is sent there. Pure, offline.
 * Source: developers.facebook.com/documentation/business-messaging/whatsapp/templates/components and …/template-management
 */
import { type Design, designs as ours } from './designs.js';
import { readTemplateTexts, type TemplateTexts, type Wording, wordingOf } from './wording.js';

export interface Problem {
  readonly template: string;
  /** Folder of the locale; empty where it concerns all. */
  readonly locale: string;
  /** One sentence: what is wrong, and by how much. */
  readonly what: string;
}

const maxName = 512;
const maxBody = 1024;
const maxFooter = 60;
const maxLabel = 25;
/** Meta takes ten; desktop programs show none at all from the fourth on. */
const maxButtons = 3;
/** Meta asks for "enough" (2388293) and names no number; fewer has been refused. */
const wordsPerVariable = 3;
/** An account whose company is not verified. Each language counts. */
const maxTemplates = 250;

const variable = /\{\{(\d+)\}\}/g;
const variablesOf = (text: string): number[] => [...text.matchAll(variable)].map((match) => Number(match[1]));
const inOrder = (places: readonly number[]): boolean => places.every((place, index) => place === index + 1);
const oddSpace = /[\n\t]| {4}/;

function lintName({ name, category }: Design): string[] {
  const found: string[] = [];
  if (!/^[a-z0-9_]+$/.test(name)) found.push('the name takes a-z, 0-9 and _ only');
  if (name.length > maxName) found.push(`the name has ${name.length} characters, ${maxName} are allowed`);
  if (!['utility', 'marketing', 'authentication'].includes(category))
    found.push('the category is none of Meta’s');
  return found;
}

function lintBody(body: string, expected: number): string[] {
  const found: string[] = [];
  const places = variablesOf(body);
  const fixed = body.replace(variable, ' ');
  const text = body.trim();
  if (text === '') found.push('the body is empty');
  if (body.length > maxBody) found.push(`the body has ${body.length} characters, ${maxBody} are allowed`);
  if (/[{}]/.test(fixed)) found.push('the body has a brace that is no placeholder such as {{1}}');
  if (!inOrder(places)) found.push('placeholders are {{1}}, {{2}} … in this order, each once');
  if (places.length !== expected)
    found.push(`the body has ${places.length} placeholders, its design has ${expected}`);
  if (text.startsWith('{{') || text.endsWith('}}'))
    found.push('no placeholder may stand at the beginning or the end of the body');
  if (/\}\}\s*\{\{/.test(body)) found.push('two placeholders stand side by side: put words between them');
  const words = fixed.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (words < places.length * wordsPerVariable)
    found.push(`the body has ${words} fixed words for ${places.length} placeholders: too few`);
  if (/\n{3}|\t| {4}/.test(body)) found.push('the body has empty lines, tabs or rows of spaces in a row');
  return found;
}

function lintSamples({ samples }: Wording, expected: number): string[] {
  const found: string[] = [];
  if (samples.length !== expected)
    found.push(`there are ${samples.length} samples for ${expected} placeholders`);
  if (samples.some((sample) => sample.trim() === '')) found.push('a sample is empty');
  if (samples.some((sample) => oddSpace.test(sample)))
    found.push('a sample has a line break, a tab or four spaces in a row');
  return found;
}

function lintFooter(footer: string): string[] {
  if (footer.trim() === '') return ['the footer is missing: it says who writes and how to stop'];
  const found: string[] = [];
  if (footer.length > maxFooter)
    found.push(`the footer has ${footer.length} characters, ${maxFooter} are allowed`);
  if (/[{}\n]/.test(footer)) found.push('the footer takes no placeholders and no line breaks');
  return found;
}

function lintButtons(buttons: readonly string[], expected: number): string[] {
  const found: string[] = [];
  if (buttons.length !== expected)
    found.push(`there are ${buttons.length} buttons, its design has ${expected}`);
  if (buttons.length > maxButtons)
    found.push(`there are ${buttons.length} buttons; desktop programs show them up to ${maxButtons}`);
  for (const label of buttons) {
    if (label.trim() === '' || /[{}\n]/.test(label))
      found.push('a button is empty, or has a brace or a line break');
    if (label.length > maxLabel)
      found.push(`the button "${label}" has ${label.length} characters, ${maxLabel} are allowed`);
  }
  if (new Set(buttons).size !== buttons.length) found.push('two buttons have the same label');
  return found;
}

const lintWording = (design: Design, wording: Wording): string[] => [
  ...lintBody(wording.body, design.parameters.length),
  ...lintSamples(wording, design.parameters.length),
  ...lintFooter(wording.footer),
  ...lintButtons(wording.buttons, design.buttons),
];

/** Words that belong to no template: a name was changed here and not there. */
function strayKeys(designs: readonly Design[], texts: TemplateTexts): Problem[] {
  const known = new Set(designs.map(({ name }) => name));
  return Object.entries(texts).flatMap(([locale, words]) =>
    [...new Set(Object.keys(words).map((key) => key.split('.')[0] ?? ''))]
      .filter((name) => name !== 'footer' && !known.has(name))
      .map((name) => ({ template: name, locale, what: 'there are words for it, but no design' })),
  );
}

/** All rules over all templates and languages; empty when Meta has no formal reason to refuse one. */
export function lintTemplates(
  designs: readonly Design[] = ours,
  texts: TemplateTexts = readTemplateTexts(),
): Problem[] {
  const found: Problem[] = strayKeys(designs, texts);
  const names = designs.map(({ name }) => name);
  const total = designs.length * Object.keys(texts).length;
  if (total > maxTemplates)
    found.push({ template: '', locale: '', what: `${total} templates; an account may have ${maxTemplates}` });
  for (const design of designs) {
    const tell = (locale: string, whats: readonly string[]) =>
      found.push(...whats.map((what) => ({ template: design.name, locale, what })));
    tell('', lintName(design));
    if (names.filter((name) => name === design.name).length > 1) tell('', ['the name is there twice']);
    for (const [locale, words] of Object.entries(texts)) {
      const wording = wordingOf(words, design.name);
      tell(locale, wording ? lintWording(design, wording) : ['there is no body in this language']);
    }
  }
  return found;
}
