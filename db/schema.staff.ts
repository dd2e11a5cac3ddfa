/** Staff accounts: the tables of the sign-in library (better-auth), with our role and sector. */
import type { Kit } from './columns.sqlite.js';

export const defineStaff = (kit: Kit) => {
  const { table, text, integer, flag, date, instant, index } = kit;
  const staff = table(
    'staff',
    {
      id: text('id').primaryKey(),
      name: text('name').notNull(),
      email: text('email').notNull().unique(),
      emailVerified: flag('email_verified').notNull(),
      image: text('image'),
      /** admin, triage, broadcaster, signer, reader. */
      role: text('role').notNull(),
      /** government, civil-society. */
      sector: text('sector').notNull(),
      /** Set when the account was switched off; its sessions end. */
      disabledAt: instant('disabled_at'),
      twoFactorEnabled: flag('two_factor_enabled'),
      /** Address of the phone on which this member tries messages before others get them; null: none shown yet. */
      testAddressId: text('test_address_id'),
      createdAt: date('created_at').notNull(),
      updatedAt: date('updated_at').notNull(),
    },
    (t) => [index('staff_test_address').on(t.testAddressId)],
  );
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
  const staffAccount = table(
    'staff_account',
    {
      id: text('id').primaryKey(),
      accountId: text('account_id').notNull(),
      providerId: text('provider_id').notNull(),
      userId: text('user_id').notNull(),
      accessToken: text('access_token'),
      refreshToken: text('refresh_token'),
      idToken: text('id_token'),
      accessTokenExpiresAt: date('access_token_expires_at'),
      refreshTokenExpiresAt: date('refresh_token_expires_at'),
      scope: text('scope'),
      password: text('password'),
      createdAt: date('created_at').notNull(),
      updatedAt: date('updated_at').notNull(),
    },
    (t) => [index('staff_account_user').on(t.userId)],
  );
  const staffVerification = table(
    'staff_verification',
    {
      id: text('id').primaryKey(),
      identifier: text('identifier').notNull(),
      value: text('value').notNull(),
      expiresAt: date('expires_at').notNull(),
      createdAt: date('created_at').notNull(),
      updatedAt: date('updated_at').notNull(),
    },
    (t) => [index('staff_verification_identifier').on(t.identifier)],
  );
  const staffTwoFactor = table(
    'staff_two_factor',
    {
      id: text('id').primaryKey(),
      secret: text('secret').notNull(),
      backupCodes: text('backup_codes').notNull(),
      userId: text('user_id').notNull(),
      verified: flag('verified'),
      failedVerificationCount: integer('failed_verification_count'),
      lockedUntil: date('locked_until'),
    },
    (t) => [index('staff_two_factor_user').on(t.userId)],
  );
  const staffRateLimit = table('staff_rate_limit', {
    id: text('id').primaryKey(),
    key: text('key').notNull().unique(),
    count: integer('count').notNull(),
    lastRequest: instant('last_request').notNull(),
  });
  return { staff, staffSession, staffAccount, staffVerification, staffTwoFactor, staffRateLimit };
};
