/** What a webhook about templates, number or account changes in what we keep. Pure; what is not known is left alone. */
import { z } from 'zod';
import { platformNames } from './platform-state.js';
import { parseTier, tierText } from './tier.js';

export interface TemplateChange {
  readonly name: string;
  readonly language: string;
  readonly status?: string;
  /** Null: nothing is wrong any more. */
  readonly why?: string | null;
  readonly category?: string;
  readonly quality?: string;
}

export interface AccountChange {
  readonly template?: TemplateChange;
  /** Rows of what the platform told about itself. */
  readonly state: readonly { readonly name: string; readonly value: string }[];
}

const text = z.string().min(1).nullish().catch(null);
const tier = z.union([z.string(), z.number()]).nullish().catch(null);
const part = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).nullish().catch(null);

/** Webhooks write `en-US` where everything else writes `en_US`. */
const language = z.string().transform((code) => code.replace('-', '_'));
const templateNamed = z.object({ message_template_name: z.string(), message_template_language: language });

const statusUpdate = templateNamed.extend({
  event: z.string(),
  reason: text,
  message_template_category: text,
  rejection_info: part({ reason: text }),
  other_info: part({ title: text }),
});
const categoryUpdate = templateNamed.extend({ new_category: text, correct_category: text });
const qualityUpdate = templateNamed.extend({ new_quality_score: text });
const numberUpdate = z.object({
  event: text,
  current_limit: tier,
  max_daily_conversations_per_business: tier,
});
const capability = z.object({
  max_daily_conversations_per_business: tier,
  max_daily_conversation_per_phone: tier,
});
const accountUpdate = z.object({
  event: z.string(),
  violation_info: part({ violation_type: text }),
  ban_info: part({ waba_ban_state: text }),
  restriction_info: z
    .array(z.object({ restriction_type: text, expiration: z.coerce.number().nullish().catch(null) }))
    .nullish()
    .catch(null),
});
const alert = z.object({ alert_info: part({ alert_type: text, alert_description: text }), alert_type: text });
const errors = z.object({ errors: z.array(z.object({ code: z.coerce.number() })) });

/** Words of Meta's for "it may be used again". */
const usable = ['REINSTATED', 'UNARCHIVED'];
/** Told about a template that may still be used: the reason is kept, the status stays. */
const warnings = ['FLAGGED', 'LOCKED'];
const freeStates = ['REINSTATE', 'REINSTATED'];

/** Meta writes seconds; milliseconds have been seen elsewhere. */
const instantOf = (given: number): number => (given > 100_000_000_000 ? given : given * 1000);
const orNone = (reason: string | null | undefined): string | null =>
  reason === undefined || reason === 'NONE' ? null : reason;
/** Meta's longest description is a sentence; more than this is not meant for a screen. */
const short = (value: string): string => value.slice(0, 300);

function readStatus(data: unknown): AccountChange {
  const parsed = statusUpdate.safeParse(data);
  if (!parsed.success) return { state: [] };
  const { event, reason, rejection_info: rejection, other_info: other, ...named } = parsed.data;
  const why =
    [orNone(reason) ?? other?.title, rejection?.reason].filter(Boolean).join(': ') ||
    (warnings.includes(event) ? event : null);
  return {
    template: {
      name: named.message_template_name,
      language: named.message_template_language,
      ...(warnings.includes(event) ? {} : { status: usable.includes(event) ? 'APPROVED' : event }),
      why: why === null ? null : short(why),
      ...(named.message_template_category ? { category: named.message_template_category } : {}),
    },
    state: [],
  };
}

function readCategory(data: unknown): AccountChange {
  const parsed = categoryUpdate.safeParse(data);
  if (!parsed.success) return { state: [] };
  const { message_template_name: name, message_template_language: written, new_category: now } = parsed.data;
  // `correct_category` announces a change that is still to come.
  const coming = parsed.data.correct_category;
  return {
    template: {
      name,
      language: written,
      ...(now ? { category: now } : {}),
      ...(coming && coming !== now ? { why: `CATEGORY_WILL_BE_${coming}` } : {}),
    },
    state: [],
  };
}

function readQuality(data: unknown): AccountChange {
  const parsed = qualityUpdate.safeParse(data);
  if (!parsed.success || !parsed.data.new_quality_score) return { state: [] };
  const { message_template_name: name, message_template_language: written } = parsed.data;
  return { template: { name, language: written, quality: parsed.data.new_quality_score }, state: [] };
}

function readTier(...given: readonly unknown[]): AccountChange['state'] {
  const people = given.map(parseTier).find((found) => found !== null);
  return people === undefined || people === null
    ? []
    : [{ name: platformNames.tier, value: tierText(people) }];
}

function readNumber(data: unknown): AccountChange {
  const parsed = numberUpdate.safeParse(data);
  if (!parsed.success) return { state: [] };
  const { event, max_daily_conversations_per_business: business, current_limit: limit } = parsed.data;
  const also = {
    // Words of earlier years, still sent for some numbers.
    FLAGGED: [{ name: platformNames.quality, value: 'RED' }],
    UNFLAGGED: [{ name: platformNames.quality, value: 'UNKNOWN' }],
    THROUGHPUT_UPGRADE: [{ name: platformNames.throughput, value: 'HIGH' }],
  };
  const extra = Object.entries(also).find(([name]) => name === event)?.[1] ?? [];
  return { state: [...readTier(business, limit), ...extra] };
}

function readAccount(data: unknown): AccountChange {
  const parsed = accountUpdate.safeParse(data);
  if (!parsed.success) return { state: [] };
  const { event, violation_info: violation, ban_info: ban, restriction_info: restrictions } = parsed.data;
  const restricted = (why: string, until: number | null = null): AccountChange => ({
    state: [
      { name: platformNames.restricted, value: short(why) },
      { name: platformNames.restrictedUntil, value: until === null ? '' : String(until) },
    ],
  });
  switch (event) {
    case 'ACCOUNT_RESTRICTION': {
      const kinds = (restrictions ?? []).flatMap((one) => one.restriction_type ?? []);
      const ends = (restrictions ?? []).map((one) => one.expiration ?? 0);
      // One without end keeps the account restricted, whatever the others say.
      const until = ends.length > 0 && ends.every((end) => end > 0) ? instantOf(Math.max(...ends)) : null;
      return restricted(kinds.join(', ') || event, until);
    }
    case 'DISABLED_UPDATE': {
      const state = ban?.waba_ban_state ?? event;
      return restricted(freeStates.includes(state) ? '' : state);
    }
    case 'ACCOUNT_DELETED':
      return restricted(event);
    case 'ACCOUNT_VIOLATION':
      return { state: [{ name: platformNames.violation, value: violation?.violation_type ?? event }] };
    default:
      return { state: [] };
  }
}

function readAlert(data: unknown): AccountChange {
  const parsed = alert.safeParse(data);
  const type = parsed.data?.alert_info?.alert_type ?? parsed.data?.alert_type;
  if (!type) return { state: [] };
  const said = [type, parsed.data?.alert_info?.alert_description].filter(Boolean).join(': ');
  return { state: [{ name: platformNames.alert, value: short(said) }] };
}

function readErrors(data: unknown): AccountChange {
  const parsed = errors.safeParse(data);
  const codes = parsed.data?.errors.map(({ code }) => code) ?? [];
  return codes.length === 0
    ? { state: [] }
    : { state: [{ name: platformNames.error, value: codes.join(', ') }] };
}

function readCapability(data: unknown): AccountChange {
  const parsed = capability.safeParse(data);
  const { max_daily_conversations_per_business: business, max_daily_conversation_per_phone: phone } =
    parsed.data ?? {};
  return { state: readTier(business, phone) };
}

const readers: Readonly<Record<string, (data: unknown) => AccountChange>> = {
  message_template_status_update: readStatus,
  template_category_update: readCategory,
  message_template_quality_update: readQuality,
  phone_number_quality_update: readNumber,
  business_capability_update: readCapability,
  account_update: readAccount,
  account_alerts: readAlert,
  errors: readErrors,
};

/** Fields that tell of people: kept nowhere here. */
const ofPeople = ['user_preferences', 'messages', 'user_id_update'];

/**
 * Every event leaves a trace under `whatsapp:event:FIELD`, also one we do not know: staff can see that it came.
 * @param name Meta's field. @param data its value, as it came.
 */
export function readAccountEvent(name: string, data: unknown): AccountChange {
  if (ofPeople.includes(name) || !/^[a-z_]{1,60}$/.test(name)) return { state: [] };
  const change = (Object.hasOwn(readers, name) ? readers[name]?.(data) : undefined) ?? { state: [] };
  const { event } = z.object({ event: text }).safeParse(data).data ?? {};
  const word = event && /^[A-Z_]{1,60}$/.test(event) ? event : '';
  return { ...change, state: [...change.state, { name: `whatsapp:event:${name}`, value: word }] };
}
