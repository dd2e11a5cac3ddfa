/** Who may do what on the console: one table, asked on the server at every request. */

export const roles = ['admin', 'triage', 'broadcaster', 'signer', 'reader'] as const;
export type Role = (typeof roles)[number];
export const sectors = ['government', 'civil-society'] as const;
export type Sector = (typeof sectors)[number];

export const actions = [
  'account',
  'proposals.read',
  'proposals.tag',
  'proposals.note',
  'proposals.answer',
  'messages.resend',
  'calendar.read',
  'calendar.edit',
  /** Publish the start of the process too late, with a reason that becomes public. */
  'calendar.override',
  'broadcasts.read',
  'broadcasts.edit',
  'broadcasts.approve',
  'partners.edit',
  'delivery.read',
] as const;
export type Action = (typeof actions)[number];

const reading: readonly Action[] = [
  'account',
  'proposals.read',
  'calendar.read',
  'broadcasts.read',
  'delivery.read',
];
const outreach: readonly Action[] = [
  'calendar.edit',
  'broadcasts.edit',
  'broadcasts.approve',
  'partners.edit',
];

export const permissions: Readonly<Record<Role, readonly Action[]>> = {
  admin: actions,
  triage: [...reading, 'proposals.tag', 'proposals.note', 'proposals.answer', 'messages.resend'],
  broadcaster: [...reading, 'proposals.note', ...outreach],
  signer: [...reading, 'proposals.note', 'proposals.answer', 'broadcasts.approve'],
  reader: reading,
};

export const roleOf = (name: string): Role => roles.find((known) => known === name) ?? 'reader';
export const may = (role: Role, action: Action): boolean => permissions[role].includes(action);
