/**
 * HTTP/1.1 with as little as a benchmark needs: the load and the platform share the machine with the system under
 * test, and with node's own server and client they would take as much of it as the system does.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

interface Message {
  /** First line: request or status. */
  readonly first: string;
  readonly body: string;
}

const headEnd = Buffer.from('\r\n\r\n');
const lengthOf = (head: string): number => Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
const isChunked = (head: string): boolean => /\r\ntransfer-encoding: *chunked/i.test(head);

/** The body of a chunked message and where it ends; null while it is incomplete. */
function readChunks(bytes: Buffer, from: number): { body: Buffer; end: number } | null {
  const parts: Buffer[] = [];
  for (let at = from; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return null;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    const end = lineEnd + 2 + size + 2;
    if (bytes.length < end) return null;
    if (size === 0) return { body: Buffer.concat(parts), end };
    parts.push(bytes.subarray(lineEnd + 2, end - 2));
    at = end;
  }
}

/** Calls back for each whole message of a connection, in order. */
function readMessages(socket: Socket, onMessage: (message: Message) => void): void {
  let rest: Buffer | null = null;
  const takeOne = (bytes: Buffer): number => {
    const headLength = bytes.indexOf(headEnd);
    if (headLength < 0) return 0;
    const head = bytes.toString('latin1', 0, headLength);
    const first = head.slice(0, head.indexOf('\r\n'));
    const from = headLength + headEnd.length;
    if (isChunked(head)) {
      const chunks = readChunks(bytes, from);
      if (!chunks) return 0;
      onMessage({ first, body: chunks.body.toString('utf8') });
      return chunks.end;
    }
    const end = from + lengthOf(head);
    if (bytes.length < end) return 0;
    onMessage({ first, body: bytes.toString('utf8', from, end) });
    return end;
  };
  socket.on('data', (part: Buffer) => {
    let bytes: Buffer = rest ? Buffer.concat([rest, part]) : part;
    while (bytes.length > 0) {
      const taken = takeOne(bytes);
      if (taken === 0) break;
      bytes = bytes.subarray(taken);
    }
    rest = bytes.length > 0 ? bytes : null;
  });
}

/** Answers a call with JSON; 200 unless said otherwise. */
export type Answer = (json: string, status?: number) => void;

export interface Wire {
  readonly url: string;
  /** Cuts what is still connected. */
  close(): Promise<void>;
}

/** Serves JSON on a free port: `handle` gets path and body, and answers whenever it likes. */
export async function serveWire(handle: (path: string, body: string, answer: Answer) => void): Promise<Wire> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.setNoDelay(true);
    // Whoever is killed under load leaves broken lines behind.
    socket.on('error', () => socket.destroy());
    readMessages(socket, ({ first, body }) => {
      const path = first.split(' ')[1] ?? '/';
      handle(path, body, (json, status = 200) => {
        const length = Buffer.byteLength(json);
        socket.write(
          `HTTP/1.1 ${status} Answer\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${json}`,
        );
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on a port, so never a pipe's name
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

/** One kept-alive connection, one request at a time. */
export interface Line {
  /** Resolves with the status. */
  post(path: string, headers: Readonly<Record<string, string>>, body: string): Promise<number>;
  close(): void;
}

export function openLine(url: string): Promise<Line> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  let waiting: { resolve(status: number): void; reject(error: Error): void } | undefined;
  readMessages(socket, ({ first }) => waiting?.resolve(Number(first.split(' ')[1])));
  const post: Line['post'] = (path, headers, body) =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject };
      let head = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
      for (const [name, value] of Object.entries(headers)) head += `${name}: ${value}\r\n`;
      socket.write(`${head}\r\n${body}`);
    });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve({ post, close: () => socket.destroy() }));
    socket.on('error', (error) => {
      reject(error);
      waiting?.reject(error);
    });
    socket.on('close', () => waiting?.reject(new Error('the connection was closed')));
  });
}
