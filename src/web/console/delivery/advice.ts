/** What staff should do about a failure that is ours to mend, by the platform's code. */

const whatsapp = {
  token: ['0', '190'],
  permission: ['3', '10', '200', '131005'],
  number: ['33', '131045', '133000', '133006', '133010', '133015', '133016'],
  pin: ['133005', '133008', '133009'],
  policy: ['368', '131031'],
  spam: ['131048'],
  payment: ['131042'],
  country: ['130497'],
  testNumber: ['131030'],
  displayName: ['131037'],
  program: ['100', '131008', '131009', '131051', '131055', '131062', '134100', '135000', '139200', '132068'],
  templateMissing: ['132001', '134102'],
  templateForm: ['132000', '132012', '132018'],
  templatePolicy: ['132007'],
  templatePaused: ['132015'],
  templateDisabled: ['132016'],
  category: ['131063', '131064'],
  terms: ['134011'],
} as const;
const telegram = {
  botToken: ['401', '404'],
  botShared: ['409'],
  botServer: ['421'],
} as const;

export type Advice = keyof typeof whatsapp | keyof typeof telegram | 'gateway' | 'other';

function find(table: Readonly<Record<string, readonly string[]>>, code: string): string | undefined {
  return Object.keys(table).find((name) => table[name]?.includes(code));
}

/** Graph numbers all its permission errors so. */
const isPermission = (code: string): boolean => /^2\d\d$/.test(code);

export function adviceFor(channel: string, code: string): Advice {
  if (code.startsWith('http-')) return 'gateway';
  const table = channel === 'telegram' ? telegram : whatsapp;
  const found = find(table, code);
  const known = advices.find((name) => name === found);
  if (known) return known;
  return channel === 'whatsapp' && isPermission(code) ? 'permission' : 'other';
}

/** Keys of an object are plain text to TypeScript; here they are names of its own. */
const namesOf = <Table extends object>(table: Table) => Object.keys(table) as (keyof Table)[];
export const advices: readonly Advice[] = [...namesOf(whatsapp), ...namesOf(telegram), 'gateway', 'other'];
