/** A small Bot API and Graph API on loopback: records what each chat got, and misbehaves on request. */
import type { ServerResponse } from 'node:http';
import { readBody, serveHttp } from './http-server.js';

export interface Got {
  readonly method: string;
  readonly chat: string;
  readonly text: string;
  readonly taps: readonly { readonly id: string; readonly label: string }[];
  readonly body: Readonly<Record<string, unknown>>;
}

/** `accept-then-cut`: the message is in the chat, but the caller sees a broken line. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly body: object }
  | { readonly kind: 'html' | 'cut' | 'accept-then-cut' | 'hang' };

export interface Platform {
  readonly url: string;
  readonly got: readonly Got[];
  /** Calls other than messages: setWebhook, answerCallbackQuery … */
  readonly calls: readonly { readonly path: string; readonly body: string }[];
  inbox(chat: string): readonly Got[];
  /** The next messages meet these faults, one each. */
  fail(...faults: readonly Fault[]): void;
  /** Messages left hanging. */
  readonly hanging: number;
  /** Ends those that hang. @returns how many there were. */
  letGo(how: 'cut' | 'answered'): number;
  file(id: string, bytes: Uint8Array): void;
  close(): Promise<void>;
}

interface Body {
  chat_id?: string | number;
  to?: string;
  recipient?: string;
  text?: string | { body: string };
  reply_markup?: { inline_keyboard?: { text: string; callback_data: string }[][] };
  template?: { name: string };
  interactive?: {
    body: { text: string };
    action: {
      buttons?: { reply: { id: string; title: string } }[];
      sections?: { rows: { id: string; title: string }[] }[];
    };
  };
}

function readMessage(method: string, raw: string): Got {
  const body = JSON.parse(raw) as Body & Record<string, unknown>;
  const chat = String(body.chat_id ?? body.to?.replace('+', '') ?? body.recipient ?? '');
  const text =
    typeof body.text === 'string'
      ? body.text
      : (body.text?.body ?? body.interactive?.body.text ?? body.template?.name ?? '');
  const taps = [
    ...(body.reply_markup?.inline_keyboard ?? [])
      .flat()
      .map((one) => ({ id: one.callback_data, label: one.text })),
    ...(body.interactive?.action.buttons ?? []).map(({ reply }) => ({ id: reply.id, label: reply.title })),
    ...(body.interactive?.action.sections ?? []).flatMap(({ rows }) =>
      rows.map((row) => ({ id: row.id, label: row.title })),
    ),
  ];
  return { method, chat, text, taps, body };
}

export async function startPlatform(templates: readonly object[] = []): Promise<Platform> {
  const got: Got[] = [];
  const calls: { path: string; body: string }[] = [];
  const faults: Fault[] = [];
  const files = new Map<string, Uint8Array>();
  const hanging = new Set<(how: 'cut' | 'answered') => void>();
  let ids = 0;
  let url = '';

  const json = (response: ServerResponse, body: object, status = 200): void => {
    response.statusCode = status;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  };
  const misbehave = (fault: Fault, response: ServerResponse): void => {
    switch (fault.kind) {
      case 'status':
        return json(response, fault.body, fault.status);
      case 'html':
        response.statusCode = 502;
        response.end('<html><body>Bad gateway</body></html>');
        return;
      case 'cut':
      case 'accept-then-cut':
        response.socket?.destroy();
        return;
      case 'hang':
        return;
    }
  };
  const takeMessage = (method: string, raw: string, response: ServerResponse): void => {
    const fault = faults.shift();
    if (fault?.kind === 'hang') {
      hanging.add((how) => (how === 'cut' ? response.socket?.destroy() : accept(method, raw, response)));
      return;
    }
    if (fault?.kind === 'accept-then-cut') got.push(readMessage(method, raw));
    return fault ? misbehave(fault, response) : accept(method, raw, response);
  };
  const accept = (method: string, raw: string, response: ServerResponse): void => {
    got.push(readMessage(method, raw));
    ids += 1;
    if (method === 'messages')
      return json(response, {
        messaging_product: 'whatsapp',
        contacts: [],
        messages: [{ id: `wamid.out.${ids}` }],
      });
    return json(response, {
      ok: true,
      result: { message_id: ids, date: 1, chat: { id: 1, type: 'private' } },
    });
  };
  const takeCall = (path: string, raw: string, response: ServerResponse): void => {
    calls.push({ path, body: raw });
    if (path.includes('/getMe'))
      return json(response, {
        ok: true,
        result: { id: 1, is_bot: true, first_name: 'Ayni', username: 'ayni_bot' },
      });
    if (path.includes('/getUpdates')) return json(response, { ok: true, result: [] });
    if (path.includes('/getFile')) {
      const { file_id: id } = JSON.parse(raw) as { file_id: string };
      return json(response, { ok: true, result: { file_id: id, file_unique_id: id, file_path: id } });
    }
    if (path.includes('/message_templates')) return json(response, { data: templates });
    const found = [...files].find(([id]) => path.endsWith(`/${id}`) || path.includes(`/${id}?`));
    if (found && path.includes('/file/')) return void response.end(Buffer.from(found[1]));
    if (found)
      return json(response, {
        messaging_product: 'whatsapp',
        id: found[0],
        url: `${url}/file/${found[0]}`,
        mime_type: 'audio/ogg',
        file_size: found[1].byteLength,
      });
    return json(response, {
      ok: true,
      success: true,
      result: true,
      id: '106540352242922',
      display_phone_number: '51900000001',
    });
  };

  const server = await serveHttp((request, response) => {
    void readBody(request).then((raw) => {
      const path = request.url ?? '';
      const method = /\/(sendMessage|sendDocument|messages)$/.exec(path)?.[1];
      if (method && raw.includes('"status":"read"')) return json(response, { success: true });
      return method ? takeMessage(method, raw, response) : takeCall(path, raw, response);
    });
  });
  url = server.url;
  return {
    url,
    got,
    calls,
    inbox: (chat) => got.filter((one) => one.chat === chat),
    fail: (...next) => {
      faults.push(...next);
    },
    get hanging() {
      return hanging.size;
    },
    letGo: (how) => {
      const ends = [...hanging];
      hanging.clear();
      for (const end of ends) end(how);
      return ends.length;
    },
    file: (id, bytes) => {
      files.set(id, bytes);
    },
    close: server.close,
  };
}
