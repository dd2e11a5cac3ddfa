/** The forms of a page as a browser would send them, for tests that press whatever there is. */

export interface FormOnPage {
  readonly action: string;
  /** As they stand. */
  readonly fields: Readonly<Record<string, string>>;
  /** Names of what one writes in. */
  readonly writable: readonly string[];
  /** Choices by name: the values one may pick. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** `name=value` of its buttons; empty: a button without a name. */
  readonly buttons: readonly (readonly [name: string, value: string])[];
}

const decode = (text: string): string =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : decode(found);
};

function readForm(html: string): FormOnPage {
  const [open = ''] = /^<form[^>]*>/.exec(html) ?? [];
  const fields: Record<string, string> = {};
  const choices: Record<string, string[]> = {};
  const writable: string[] = [];
  const buttons: [string, string][] = [];
  for (const [tag] of html.matchAll(/<(?:input|button)[^>]*>/g)) {
    const name = attribute(tag, 'name') ?? '';
    const value = attribute(tag, 'value') ?? '';
    const type = attribute(tag, 'type') ?? 'text';
    if (tag.startsWith('<button')) buttons.push([name, value]);
    else if (name === '' || / disabled/.test(tag)) continue;
    else if (type === 'radio' || type === 'checkbox') {
      choices[name] = [...(choices[name] ?? []), value === '' ? 'on' : value];
      if (/ checked/.test(tag)) fields[name] = value === '' ? 'on' : value;
    } else {
      fields[name] = value;
      if (type !== 'hidden') writable.push(name);
    }
  }
  for (const [, tag = '', text = ''] of html.matchAll(/(<textarea[^>]*>)([\s\S]*?)<\/textarea>/g)) {
    const name = attribute(tag, 'name') ?? '';
    fields[name] = decode(text);
    writable.push(name);
  }
  for (const [, tag = '', inside = ''] of html.matchAll(/(<select[^>]*>)([\s\S]*?)<\/select>/g)) {
    const name = attribute(tag, 'name') ?? '';
    const options = [...inside.matchAll(/<option[^>]*>/g)].map(([option]) => option);
    choices[name] = options.map((option) => attribute(option, 'value') ?? '');
    fields[name] =
      attribute(options.find((option) => / selected/.test(option)) ?? options[0] ?? '', 'value') ?? '';
  }
  return { action: attribute(open, 'action') ?? '', fields, writable, choices, buttons };
}

/** Those that are sent (not those that search). */
export const formsOf = (html: string): readonly FormOnPage[] =>
  [...html.matchAll(/<form[^>]*method="post"[\s\S]*?<\/form>/g)].map(([form]) => readForm(form));
