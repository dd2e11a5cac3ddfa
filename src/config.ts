/** The environment, checked once: the only reader of `process.env`. Impossible set-ups cannot be expressed. */
import { z } from 'zod';

const text = z.string().trim().min(1);
const port = z.coerce.number().int().min(0).max(65_535);
/** Of the day, where the forum is. */
const hour = z.coerce.number().int().min(0).max(23);
const perSecond = z.coerce.number().positive().max(10_000);
/** No trailing slash: grammY refuses one, and paths are appended. */
const url = z
  .string()
  .trim()
  .regex(/^https?:\/\/[^\s]+$/, 'must be an http(s) address')
  .transform((value) => value.replace(/\/+$/, ''));
/** Price of one message by the platform's category, in soles. */
const prices = z
  .string()
  .transform((value, context) => {
    try {
      return JSON.parse(value) as unknown;
    } catch {
      context.addIssue('looks like {"utility":0.07,"marketing":0.25}');
      return z.NEVER;
    }
  })
  .pipe(
    z.record(
      z.string().toLowerCase(),
      z.number().nonnegative(),
      'looks like {"utility":0.07,"marketing":0.25}',
    ),
  );
const defaultPort = 3000;
/** https://core.telegram.org/bots/features#paid-broadcasts */
const telegramPaidPerSecond = 1_000;
const roleNames = ['web', 'sender', 'clock'] as const;

const environment = z.object({
  PORT: port.optional(),
  HOST: text.default('127.0.0.1'),
  PUBLIC_URL: url.optional(),
  DATABASE_URL: text.default('file:data/ayni.db'),
  MEDIA_DIR: text.default('data/media'),
  AYNI_SECRET: z
    .string()
    .min(32, 'needs at least 32 characters; `openssl rand -base64 48` makes one')
    .optional(),
  TIMEZONE: text.default('America/Lima'),
  ROLES: text.default('web,sender,clock'),
  SIMULATOR: z.enum(['on', 'off']).optional(),
  QUIET_FROM: hour.default(21),
  QUIET_TO: hour.default(8),
  NOTICES_PER_WEEK: z.coerce.number().int().min(0).max(100).default(3),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),

  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, 'looks like 123456:ABC-DEF, as @BotFather gives it')
    .optional(),
  TELEGRAM_API_ROOT: url.default('https://api.telegram.org'),
  TELEGRAM_MODE: z.enum(['webhook', 'polling']).default('polling'),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/, 'takes 1 to 256 of A-Z a-z 0-9 _ -')
    .optional(),
  TELEGRAM_MAX_PER_SECOND: perSecond.default(30),
  TELEGRAM_PAID_BROADCAST: z.enum(['on', 'off']).default('off'),

  WHATSAPP_ACCESS_TOKEN: text.optional(),
  WHATSAPP_PHONE_NUMBER_ID: z
    .string()
    .regex(/^\d+$/, 'is the digits Meta shows beside the number')
    .optional(),
  WHATSAPP_BUSINESS_ACCOUNT_ID: z.string().regex(/^\d+$/, 'is the digits of the business account').optional(),
  WHATSAPP_APP_SECRET: text.optional(),
  WHATSAPP_VERIFY_TOKEN: text.optional(),
  WHATSAPP_API_ROOT: url.default('https://graph.facebook.com'),
  WHATSAPP_API_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, 'looks like v25.0')
    .default('v25.0'),
  WHATSAPP_MAX_PER_SECOND: perSecond.default(80),
  WHATSAPP_PRICES: prices.optional(),
  /** The number people write to, for the public page's link: digits with country code. */
  WHATSAPP_PUBLIC_NUMBER: z
    .string()
    .regex(/^\d{8,15}$/, 'is digits with country code, without "+"')
    .optional(),
});

export type Role = (typeof roleNames)[number];

export interface TelegramConfig {
  readonly token: string;
  readonly apiRoot: string;
  readonly maxPerSecond: number;
  /** Messages to many go by Telegram's paid way, so many a second; null: they share the free budget. */
  readonly paidPerSecond: number | null;
  readonly intake: { readonly mode: 'polling' } | { readonly mode: 'webhook'; readonly secret: string };
}

export interface WhatsAppConfig {
  readonly accessToken: string;
  readonly phoneNumberId: string;
  readonly businessAccountId: string | null;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly apiRoot: string;
  readonly apiVersion: string;
  readonly maxPerSecond: number;
  readonly publicNumber: string | null;
  /** Of one message by category, in soles; null: only counts are shown. */
  readonly prices: Readonly<Record<string, number>> | null;
}

export interface Config {
  readonly host: string;
  readonly port: number;
  /** The port was asked for by name; otherwise the next free one will do. */
  readonly portChosen: boolean;
  /** Null: derived from the port once it is known. */
  readonly publicUrl: string | null;
  readonly databaseUrl: string;
  readonly mediaDir: string;
  /** Null only in development: `npm start` keeps a generated one beside the embedded database. */
  readonly secret: string | null;
  readonly timezone: string;
  /** Nothing is sent to many from this hour of the day on until the other; alike: there are no quiet hours. */
  readonly quiet: { readonly from: number; readonly to: number };
  /** Most notices of staff a person gets in seven days. */
  readonly noticesPerWeek: number;
  readonly roles: ReadonlySet<Role>;
  readonly simulator: boolean;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  readonly telegram: TelegramConfig | null;
  readonly whatsapp: WhatsAppConfig | null;
}

/** What is wrong with the environment, one line a variable, each saying what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = z.infer<typeof environment>;

function readTelegram(env: Environment, problems: string[]): TelegramConfig | null {
  if (!env.TELEGRAM_BOT_TOKEN) return null;
  const base = {
    token: env.TELEGRAM_BOT_TOKEN,
    apiRoot: env.TELEGRAM_API_ROOT,
    maxPerSecond: env.TELEGRAM_MAX_PER_SECOND,
    paidPerSecond: env.TELEGRAM_PAID_BROADCAST === 'on' ? telegramPaidPerSecond : null,
  };
  if (env.TELEGRAM_MODE === 'polling') return { ...base, intake: { mode: 'polling' } };
  if (!env.TELEGRAM_WEBHOOK_SECRET) {
    problems.push('TELEGRAM_WEBHOOK_SECRET: is missing; TELEGRAM_MODE=webhook accepts nothing without it');
    return null;
  }
  return { ...base, intake: { mode: 'webhook', secret: env.TELEGRAM_WEBHOOK_SECRET } };
}

function readWhatsApp(env: Environment, problems: string[]): WhatsAppConfig | null {
  const needed = {
    WHATSAPP_ACCESS_TOKEN: env.WHATSAPP_ACCESS_TOKEN,
    WHATSAPP_PHONE_NUMBER_ID: env.WHATSAPP_PHONE_NUMBER_ID,
    WHATSAPP_APP_SECRET: env.WHATSAPP_APP_SECRET,
    WHATSAPP_VERIFY_TOKEN: env.WHATSAPP_VERIFY_TOKEN,
  };
  const missing = Object.entries(needed).filter(([, value]) => !value);
  if (missing.length === Object.keys(needed).length) return null;
  for (const [name] of missing)
    problems.push(`${name}: is missing; WhatsApp needs all of ${Object.keys(needed).join(', ')}`);
  if (missing.length > 0) return null;
  return {
    accessToken: needed.WHATSAPP_ACCESS_TOKEN ?? '',
    phoneNumberId: needed.WHATSAPP_PHONE_NUMBER_ID ?? '',
    businessAccountId: env.WHATSAPP_BUSINESS_ACCOUNT_ID ?? null,
    appSecret: needed.WHATSAPP_APP_SECRET ?? '',
    verifyToken: needed.WHATSAPP_VERIFY_TOKEN ?? '',
    apiRoot: env.WHATSAPP_API_ROOT,
    apiVersion: env.WHATSAPP_API_VERSION,
    maxPerSecond: env.WHATSAPP_MAX_PER_SECOND,
    publicNumber: env.WHATSAPP_PUBLIC_NUMBER ?? null,
    prices: env.WHATSAPP_PRICES ?? null,
  };
}

function readRoles(value: string, problems: string[]): ReadonlySet<Role> {
  const roles = new Set<Role>();
  for (const name of value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)) {
    const role = roleNames.find((known) => known === name);
    if (role) roles.add(role);
    else problems.push(`ROLES: "${name}" is not one of ${roleNames.join(', ')}`);
  }
  if (roles.size === 0) problems.push(`ROLES: names nothing; give some of ${roleNames.join(', ')}`);
  return roles;
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('es', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** @throws ConfigError naming every wrong variable at once. */
export function readConfig(source: Readonly<Record<string, string | undefined>>): Config {
  // An empty line in .env means "not set".
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The environment is not right (see .env.example):\n  ${lines.join('\n  ')}`);
  }
  const env = parsed.data;
  const problems: string[] = [];
  const telegram = readTelegram(env, problems);
  const whatsapp = readWhatsApp(env, problems);
  const roles = readRoles(env.ROLES, problems);
  const live = telegram !== null || whatsapp !== null;
  if (!isTimezone(env.TIMEZONE))
    problems.push(`TIMEZONE: "${env.TIMEZONE}" is not a time zone such as America/Lima`);
  if (live && !env.AYNI_SECRET)
    problems.push('AYNI_SECRET: is missing; it seals phone numbers and must be yours to keep');
  if (telegram?.intake.mode === 'webhook' && !env.PUBLIC_URL)
    problems.push('PUBLIC_URL: is missing; Telegram must know where to send its updates');
  if (problems.length > 0)
    throw new ConfigError(`The environment is not right (see .env.example):\n  ${problems.join('\n  ')}`);
  return {
    host: env.HOST,
    port: env.PORT ?? defaultPort,
    portChosen: env.PORT !== undefined,
    publicUrl: env.PUBLIC_URL ?? null,
    databaseUrl: env.DATABASE_URL,
    mediaDir: env.MEDIA_DIR,
    secret: env.AYNI_SECRET ?? null,
    timezone: env.TIMEZONE,
    quiet: { from: env.QUIET_FROM, to: env.QUIET_TO },
    noticesPerWeek: env.NOTICES_PER_WEEK,
    roles,
    simulator: env.SIMULATOR ? env.SIMULATOR === 'on' : !live,
    logLevel: env.LOG_LEVEL,
    telegram,
    whatsapp,
  };
}
