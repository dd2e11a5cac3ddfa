/** The cells of a file: `.xlsx`, or text with commas, semicolons or tabs. */
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';

/** A sheet of 500 rows has far less. */
export const mostBytes = 400_000;
/** What it may grow to when it is unpacked: a small file can hold a very large one. */
const mostUnpacked = 20_000_000;
/** More columns than this are nobody's workshop. */
const mostColumns = 60;

export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** Unpacks nothing: only reads how large each part says it is. */
function unpackedSize(bytes: Uint8Array): number {
  let total = 0;
  unzipSync(bytes, {
    filter: ({ originalSize }) => {
      total += originalSize;
      return false;
    },
  });
  return total;
}

async function readWorkbook(bytes: Uint8Array): Promise<string[][]> {
  if (unpackedSize(bytes) > mostUnpacked) throw new UnreadableFile('too large when unpacked');
  // Loaded with the first workbook.
  const { readSheet } = await import('read-excel-file/node');
  const rows = await readSheet(Buffer.from(bytes));
  return rows.map((row) => row.slice(0, mostColumns).map((cell) => (cell === null ? '' : String(cell))));
}

/** Sheets saved in Spanish use the semicolon. */
function delimiterOf(text: string): string {
  const head = text.slice(0, text.search(/\r?\n|$/));
  const count = (mark: string) => head.split(mark).length;
  return [';', '\t', ','].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

function readText(bytes: Uint8Array): string[][] {
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  // An older program saved it: accents are single bytes.
  const text = utf8.includes('\uFFFD') ? new TextDecoder('windows-1252').decode(bytes) : utf8;
  return parse(text, {
    bom: true,
    delimiter: delimiterOf(text.replace(/^\uFEFF/, '')),
    relax_column_count: true,
    skip_empty_lines: false,
    // A line of text ends where it ends, whatever stands in its quotes.
    relax_quotes: true,
  }).map((row) => row.slice(0, mostColumns));
}

/** @throws UnreadableFile when it is neither. */
export async function readCells(bytes: Uint8Array): Promise<string[][]> {
  if (bytes.byteLength > mostBytes) throw new UnreadableFile('too large');
  try {
    const cells = isZip(bytes) ? await readWorkbook(bytes) : readText(bytes);
    return cells.map((row) => row.map((cell) => cell.replaceAll('\0', '')));
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile('neither a workbook nor a table in text', { cause: error });
  }
}
