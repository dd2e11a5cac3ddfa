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
  /** Give it to somebody of the team, name its institution, score it. */
  'proposals.assign',
  /** Ask the author, and read what they say. */
  'proposals.ask',
  'proposals.merge',
  /** Take the words of a complaint, or of somebody in danger, out of everything at once. */
  'proposals.withdraw',
  /** Write down proposals of people without a phone. */
  'proposals.assist',
  /** Write answers, alone or many at once, and let them go once they are signed. */
  'proposals.answer',
  'answers.sign',
  'commitments.read',
  'commitments.edit',
  'actors.edit',
  /** Contacts of organisations, given with consent. */
  'actors.contact',
  'cycle.edit',
  'staff.edit',
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
  'commitments.read',
  'calendar.read',
  'broadcasts.read',
  'delivery.read',
];
const triaging: readonly Action[] = [
  'proposals.tag',
  'proposals.note',
  'proposals.assign',
  'proposals.ask',
  'proposals.merge',
  'proposals.withdraw',
  'proposals.assist',
  'proposals.answer',
  'commitments.edit',
  'actors.edit',
  'actors.contact',
  'messages.resend',
];
const outreach: readonly Action[] = [
  'calendar.edit',
  'broadcasts.edit',
  'broadcasts.approve',
  'partners.edit',
];

export const permissions: Readonly<Record<Role, readonly Action[]>> = {
  admin: actions,
  triage: [...reading, ...triaging],
  broadcaster: [
    ...reading,
    'proposals.note',
    'proposals.assist',
    'actors.edit',
    'actors.contact',
    ...outreach,
  ],
  signer: [...reading, 'proposals.note', 'proposals.answer', 'answers.sign', 'broadcasts.approve'],
  reader: reading,
};

export const roleOf = (name: string): Role => roles.find((known) => known === name) ?? 'reader';
export const may = (role: Role, action: Action): boolean => permissions[role].includes(action);
