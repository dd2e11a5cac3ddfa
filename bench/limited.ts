/** A platform that answers after a while and refuses what comes faster than allowed, as both platforms do. */
import { serveWire } from './wire.js';

export interface Limit {
  readonly perSecond: number;
  readonly latencyMs: number;
  /** After a refusal everything is refused this long, as in a flood wait; 0: only what is too fast. */
  readonly blockMs: number;
}

export interface Sent {
  readonly chat: string;
  /** Milliseconds of this process' clock at which the call came in. */
  readonly at: number;
  readonly text: string;
  /** The platform's id of the message. */
  readonly id: string;
}

export interface LimitedPlatform {
  readonly url: string;
  readonly sent: readonly Sent[];
  readonly refused: number;
  onSent(listener: (sent: Sent) => void): void;
  close(): Promise<void>;
}

interface Call {
  readonly chat: string;
  readonly text: string;
  readonly whatsapp: boolean;
}

function readCall(path: string, body: string): Call | null {
  if (path.endsWith('/sendMessage')) {
    const sent = JSON.parse(body) as { chat_id: number | string; text: string };
    return { chat: String(sent.chat_id), text: sent.text, whatsapp: false };
  }
  if (!path.endsWith('/messages')) return null;
  const sent = JSON.parse(body) as {
    to: string;
    text?: { body: string };
    interactive?: { body: { text: string } };
  };
  const text = sent.text?.body ?? sent.interactive?.body.text ?? '';
  return { chat: sent.to.replace('+', ''), text, whatsapp: true };
}

const accepted = ({ chat, whatsapp }: Call, id: string): string =>
  whatsapp
    ? JSON.stringify({
        messaging_product: 'whatsapp',
        contacts: [{ input: chat, wa_id: chat }],
        messages: [{ id }],
      })
    : JSON.stringify({
        ok: true,
        result: { message_id: Number(id.slice(6)), date: 0, chat: { id: Number(chat), type: 'private' } },
      });

const refusal = (whatsapp: boolean, waitMs: number): readonly [string, number] => {
  if (whatsapp)
    return [
      JSON.stringify({
        error: { message: '(#130429) Rate limit hit', type: 'OAuthException', code: 130429 },
      }),
      429,
    ];
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  const description = `Too Many Requests: retry after ${seconds}`;
  return [
    JSON.stringify({ ok: false, error_code: 429, description, parameters: { retry_after: seconds } }),
    429,
  ];
};

/** What is asked at the start and beside. */
function others(path: string): string {
  if (path.includes('/message_templates')) return JSON.stringify({ data: [] });
  const me = { id: 1, is_bot: true, first_name: 'B', username: 'b' };
  return JSON.stringify({ ok: true, success: true, id: '1', result: path.endsWith('/getMe') ? me : true });
}

export async function createLimitedPlatform({
  perSecond,
  latencyMs,
  blockMs,
}: Limit): Promise<LimitedPlatform> {
  const sent: Sent[] = [];
  const listeners: ((sent: Sent) => void)[] = [];
  let refused = 0;
  let blockedUntil = 0;
  // A bucket that holds one second's worth.
  let tokens = perSecond;
  let filledAt = performance.now();

  const mayPass = (now: number): boolean => {
    tokens = Math.min(perSecond, tokens + ((now - filledAt) / 1000) * perSecond);
    filledAt = now;
    if (now < blockedUntil) return false;
    if (tokens >= 1) {
      tokens -= 1;
      return true;
    }
    blockedUntil = now + blockMs;
    return false;
  };

  const wire = await serveWire((path, body, answer) => {
    const call = readCall(path, body);
    if (!call) return void setTimeout(() => answer(others(path)), latencyMs);
    const at = performance.now();
    if (!mayPass(at)) {
      refused += 1;
      const [json, status] = refusal(call.whatsapp, Math.max(blockedUntil - at, 1000 / perSecond));
      return void setTimeout(() => answer(json, status), latencyMs);
    }
    const one: Sent = { chat: call.chat, at, text: call.text, id: `wamid.${sent.length + 1}` };
    sent.push(one);
    setTimeout(() => {
      answer(accepted(call, one.id));
      for (const listener of listeners) listener(one);
    }, latencyMs);
  });
  return {
    url: wire.url,
    sent,
    get refused() {
      return refused;
    },
    onSent: (listener) => {
      listeners.push(listener);
    },
    close: wire.close,
  };
}
