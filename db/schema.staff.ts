/** Staff accounts: the tables of the sign-in library (better-auth), with our role and sector. */
import type { Kit } from './columns.sqlite.js';

export const defineStaff = (kit: Kit) => {
  const { table, text, flag, date, index } = kit;
  const staff = table('staff', {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    email: text('email').notNull().unique(),
    emailVerified: flag('email_verified').notNull(),
    image: text('image'),
    /** admin, triage, broadcaster, signer, reader. */
    role: text('role').notNull(),
    /** government, civil-society. */
    sector: text('sector').notNull(),
    twoFactorEnabled: flag('two_factor_enabled'),
    createdAt: date('created_at').notNull(),
    updatedAt: date('updated_at').notNull(),
  });
  const staffSession = table(
    'staff_session',
    {
      id: text('id').primaryKey(),
      userId: text('user_id').notNull(),
      token: text('token').notNull().unique(),
      expiresAt: date('expires_at').notNull(),
      ipAddress: text('ip_address'),
      userAgent: text('user_agent'),
      createdAt: date('created_at').notNull(),
      updatedAt: date('updated_at').notNull(),
    },
    (t) => [index('staff_session_user').on(t.userId)],
  );
  return { staff, staffSession };
};
