/** A small Bot API on loopback for tests: keeps every call, answers as told, holds updates, breaks the line on demand. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Breakage, breakLine, readBody, serveHttp } from './http-server.js';

export interface BotCall {
  readonly method: string;
  /** Of a JSON body; empty for a file. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly raw: string;
  /** Holds the token. */
  readonly path: string;
}

export type BotAnswer =
  | { readonly status?: number; readonly json: unknown; readonly headers?: Record<string, string> }
  | { readonly status?: number; readonly text: string; readonly headers?: Record<string, string> }
  | Breakage;

export interface Update {
  readonly update_id: number;
}

export interface TelegramServer {
  readonly url: string;
  readonly calls: BotCall[];
  /** Calls of one method. */
  of(method: string): BotCall[];
  /** Answers of the coming calls of a method, in order; afterwards it behaves. */
  next(method: string, ...answers: BotAnswer[]): void;
  /** Updates for long polling: kept until confirmed. */
  push(...updates: Update[]): void;
  file(path: string, bytes: Uint8Array): void;
  close(): Promise<void>;
}

export const botError = (code: number, description: string, parameters?: object): BotAnswer => ({
  status: code,
  json: { ok: false, error_code: code, description, ...(parameters ? { parameters } : {}) },
});

function answerWith(answer: BotAnswer, response: ServerResponse): void {
  if (typeof answer === 'string') return breakLine(answer, response, '{"ok":true,"result":{');
  const body = 'text' in answer ? answer.text : JSON.stringify(answer.json);
  response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
  response.end(body);
}

const paramsOf = (request: IncomingMessage, raw: string): Record<string, unknown> =>
  raw !== '' && request.headers['content-type'] === 'application/json' ? JSON.parse(raw) : {};

/** What is waiting for long polling; an offset confirms all before it, as on the live server. */
function createShelf() {
  let updates: Update[] = [];
  let wake: () => void = () => undefined;
  return {
    push: (...more: Update[]) => {
      updates.push(...more);
      wake();
    },
    take: async (params: Readonly<Record<string, unknown>>, request: IncomingMessage): Promise<Update[]> => {
      updates = updates.filter((update) => update.update_id >= Number(params.offset ?? 0));
      if (updates.length === 0 && params.timeout !== 0)
        await new Promise<void>((resolve) => {
          wake = resolve;
          request.socket.once('close', resolve);
        });
      return updates.slice(0, 100);
    },
  };
}

export async function startTelegramServer(): Promise<TelegramServer> {
  const calls: BotCall[] = [];
  const planned = new Map<string, BotAnswer[]>();
  const files = new Map<string, Uint8Array>();
  const shelf = createShelf();
  let messages = 0;
  let webhook: unknown = '';

  const behave = async (call: BotCall, request: IncomingMessage): Promise<unknown> => {
    if (call.method.startsWith('send')) {
      messages += 1;
      return { message_id: messages, date: 1, chat: { id: 1, type: 'private' } };
    }
    switch (call.method) {
      case 'getMe':
        return { id: 1, is_bot: true, first_name: 'Ayni', username: 'ayni_bot' };
      case 'getUpdates':
        return shelf.take(call.params, request);
      case 'setWebhook':
        webhook = call.params.url;
        return true;
      case 'getWebhookInfo':
        return { url: webhook, has_custom_certificate: false, pending_update_count: 0 };
      case 'getFile':
        return {
          file_id: call.params.file_id,
          file_unique_id: 'u',
          file_path: `voice/${call.params.file_id}`,
        };
      default:
        return true;
    }
  };
  const serveFile = (path: string, response: ServerResponse): void => {
    const bytes = [...files].find(([name]) => path.endsWith(`/${name}`))?.[1];
    response.statusCode = bytes ? 200 : 404;
    response.end(bytes);
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '';
    const raw = await readBody(request);
    const method = path.startsWith('/file/') ? 'download' : (path.split('/').at(-1) ?? '');
    const call: BotCall = { method, params: paramsOf(request, raw), raw, path };
    calls.push(call);
    const told = planned.get(method)?.shift();
    if (told) return answerWith(told, response);
    if (method === 'download') return serveFile(path, response);
    answerWith({ json: { ok: true, result: await behave(call, request) } }, response);
  };
  const server = await serveHttp((request, response) => void serve(request, response));
  return {
    url: server.url,
    calls,
    of: (method) => calls.filter((call) => call.method === method),
    next: (method, ...answers) => {
      planned.set(method, [...(planned.get(method) ?? []), ...answers]);
    },
    push: shelf.push,
    file: (path, bytes) => {
      files.set(path, bytes);
    },
    close: server.close,
  };
}
