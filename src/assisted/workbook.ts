/** Reads an `.xlsx` on a thread of its own: what eats its memory or its time ends alone, and nobody waits for it. */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { Unzip, UnzipInflate } from 'fflate';
import { z } from 'zod';

/** A small file can hold a very large one: 500 long proposals are some 2 MB. */
const mostUnpacked = 8_000_000;
/** Rows and columns beyond are cut off there: what a sheet may have is decided by who reads it. */
const most = { rows: 2_000, columns: 60 } as const;
const patienceMs = 15_000;
const memoryMb = 128;
/** So small that one piece never grows beyond a megabyte. */
const piece = 1_024;

const cells = z.array(z.array(z.string()));

/** Unpacked and thrown away: what a file says of its own size may be a lie. @throws when it is no zip. */
export function growsTooLarge(bytes: Uint8Array): boolean {
  let grown = 0;
  const unzip = new Unzip((entry) => {
    // Whoever believes this makes room for it.
    if ((entry.originalSize ?? 0) > mostUnpacked) grown = Number.POSITIVE_INFINITY;
    entry.ondata = (error, chunk) => {
      if (error) throw error;
      grown += chunk.byteLength;
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < bytes.byteLength && grown <= mostUnpacked; at += piece)
    unzip.push(bytes.subarray(at, at + piece), at + piece >= bytes.byteLength);
  return grown > mostUnpacked;
}

/** Two cells far apart are a few bytes of file and gigabytes of empty cells between them. */
const reading = `
const { parentPort, workerData } = require('node:worker_threads');
const { library, bytes, most } = workerData;
require(library).readSheet(Buffer.from(bytes)).then((rows) => parentPort.postMessage(
  rows.slice(0, most.rows).map((row) =>
    row.slice(0, most.columns).map((cell) => cell === null ? '' : String(cell)))));
`;

/** Cells of the first sheet as text, the values of formulas. @throws when it cannot be read. */
export function readWorkbook(bytes: Uint8Array): Promise<string[][]> {
  const library = createRequire(import.meta.url).resolve('read-excel-file/node');
  const worker = new Worker(reading, {
    eval: true,
    workerData: { library, bytes, most },
    execArgv: [],
    // It has no business with what this process was started with.
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  return new Promise<string[][]>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the workbook takes too long')), patienceMs);
    worker.once('message', (given: unknown) => resolve(cells.parse(given)));
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('the workbook could not be read'));
    });
  }).finally(() => worker.terminate());
}
